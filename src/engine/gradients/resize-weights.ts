/** Which input position an output pixel is taken from, as TensorFlow's two flags say it. */
export interface Sampling {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** [output, input] matrix of a linear interpolation along one axis; rows sum to 1. */
export function bilinearWeights(input: number, output: number, sampling: Sampling): Float32Array {
  const matrix = new Float32Array(output * input);
  for (let row = 0; row < output; row++) {
    const source = Math.max(0, sourceOf(row, input, output, sampling));
    const low = Math.min(input - 1, Math.floor(source));
    const high = Math.min(input - 1, Math.ceil(source));
    const share = source - low;
    matrix[row * input + low]! += 1 - Math.min(1, share);
    matrix[row * input + high]! += Math.min(1, share);
  }
  return matrix;
}

/** [output, input] matrix that picks the nearest pixel along one axis; one 1 a row. */
export function nearestWeights(input: number, output: number, sampling: Sampling): Float32Array {
  const matrix = new Float32Array(output * input);
  for (let row = 0; row < output; row++) {
    const exact = sampling.halfPixelCenters ? (row + 0.5) * (input / output) : sourceOf(row, input, output, sampling);
    const nearest = sampling.alignCorners ? Math.round(exact) : Math.floor(exact);
    matrix[row * input + Math.max(0, Math.min(input - 1, nearest))] = 1;
  }
  return matrix;
}

function sourceOf(row: number, input: number, output: number, { alignCorners, halfPixelCenters }: Sampling): number {
  const scale = alignCorners && output > 1 ? (input - 1) / (output - 1) : input / output;
  return halfPixelCenters ? (row + 0.5) * scale - 0.5 : row * scale;
}
