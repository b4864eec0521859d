/**
 * The order in which a rank-4 value lies in memory. TensorFlow.js orders axes as NHWC; ONNX's convolutions take NCHW.
 * ONNX Runtime's fastest convolutions take channels in blocks as wide as the processor's vectors, which is `blocked`:
 * [N, C / block, H, W, block]. A single channel, which broadcasts, is a block of one.
 *
 * A value stays in the order in which it was made until somebody needs another, and is converted at most once.
 */
export type Layout = PlainLayout | 'blocked';
export type PlainLayout = 'nhwc' | 'nchw';

/** Permutations of a transpose, by the plain layout that it makes of the other one. */
export const permutationTo: Readonly<Record<PlainLayout, readonly number[]>> = {
  nchw: [0, 3, 1, 2],
  nhwc: [0, 2, 3, 1],
};

/** The shape of an NHWC value in a layout; `block` counts for `blocked` only. */
export function shapeIn(layout: Layout, shape: readonly number[], block: number): number[] {
  if (layout !== 'blocked') return perAxisIn(layout, shape);
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return channels === 1 ? [batch, 1, height, width, 1] : [batch, channels / block, height, width, block];
}

export function toNchwShape(shape: readonly number[]): number[] {
  return perAxisIn('nchw', shape);
}

/** Axes of an NHWC value, renumbered for the layout. In blocks the channels are two axes. */
export function axesIn(layout: Layout, axes: readonly number[]): number[] {
  if (layout === 'nhwc') return [...axes];
  const moved = axes.map((axis) => permutationTo.nchw.indexOf(axis));
  return layout === 'blocked' && axes.includes(3) ? [...moved, 4] : moved;
}

/** One number per axis of an NHWC value, reordered for the layout. */
export function perAxisIn<T>(layout: PlainLayout, values: readonly T[]): T[] {
  return layout === 'nhwc' ? [...values] : permutationTo.nchw.map((axis) => values[axis]!);
}

/** A position along each axis of an NHWC value, reordered for the layout; in blocks those of the first four axes. */
export function positionIn(layout: Layout, position: readonly number[], block: number): number[] {
  if (layout !== 'blocked') return perAxisIn(layout, position);
  const [batch, height, width, channel] = position as [number, number, number, number];
  return [batch, channel / block, height, width];
}

/** The axes of memory from the outermost to the innermost; blocks split the channels C into `C / block` and `block`. */
export const axesInMemory: Readonly<Record<Layout, readonly MemoryAxis[]>> = {
  nhwc: ['N', 'H', 'W', 'C / block', 'block'],
  nchw: ['N', 'C / block', 'block', 'H', 'W'],
  blocked: ['N', 'C / block', 'H', 'W', 'block'],
};

type MemoryAxis = 'N' | 'H' | 'W' | 'C / block' | 'block';

/** The length of each axis of memory. Where the channels aren't whole blocks, each is a block of one. */
export function lengthsInMemory(shape: readonly number[], block: number): Readonly<Record<MemoryAxis, number>> {
  const [N, H, W, C] = shape as [number, number, number, number];
  const whole = C % block === 0;
  return { N, H, W, 'C / block': whole ? C / block : C, block: whole ? block : 1 };
}
