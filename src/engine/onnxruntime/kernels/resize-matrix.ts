/** Which points of the two grids lie on each other, as TensorFlow names it. Both false: the corners' pixels do. */
export interface ResizeMode {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** The matrix [to, from] that resizes one axis linearly. */
export function bilinearMatrix(from: number, to: number, mode: ResizeMode): number[] {
  const matrix = Array<number>(to * from).fill(0);
  for (let row = 0; row < to; row++) {
    const source = Math.max(0, sourceOf(row, from, to, mode, mode.halfPixelCenters ? 0.5 : 0));
    const low = Math.min(Math.floor(source), from - 1);
    const high = Math.min(low + 1, from - 1);
    const share = source - low;
    matrix[row * from + low]! += 1 - share;
    matrix[row * from + high]! += share;
  }
  return matrix;
}

/** The matrix [to, from] of zeros and ones that picks the nearest pixel of one axis. */
export function nearestMatrix(from: number, to: number, mode: ResizeMode): number[] {
  const matrix = Array<number>(to * from).fill(0);
  nearestIndices(from, to, mode).forEach((source, row) => (matrix[row * from + source] = 1));
  return matrix;
}

/** The source pixel of each target pixel. */
export function nearestIndices(from: number, to: number, mode: ResizeMode): number[] {
  return Array.from({ length: to }, (_, row) => {
    const exact = sourceOf(row, from, to, mode, 0) + (mode.halfPixelCenters ? 0.5 * scaleOf(from, to, mode) : 0);
    const whole = mode.alignCorners ? Math.round(exact) : Math.floor(exact);
    return Math.max(0, Math.min(whole, from - 1));
  });
}

function sourceOf(target: number, from: number, to: number, mode: ResizeMode, centre: number): number {
  return (target + centre) * scaleOf(from, to, mode) - centre;
}

function scaleOf(from: number, to: number, { alignCorners }: ResizeMode): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}
