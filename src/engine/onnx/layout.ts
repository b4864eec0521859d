/**
 * The order in which a rank-4 value lies in memory. TensorFlow.js orders axes as NHWC; the convolutions of ONNX Runtime
 * take NCHW. A value stays in the order in which it was made until somebody needs the other, and is converted at most
 * once.
 */
export type Layout = 'nhwc' | 'nchw';

/** Permutations of a transpose, by the layout that it makes of the other one. */
export const permutationTo: Readonly<Record<Layout, readonly number[]>> = {
  nchw: [0, 3, 1, 2],
  nhwc: [0, 2, 3, 1],
};

export function toNchwShape(shape: readonly number[]): number[] {
  return perAxisIn('nchw', shape);
}

/** Axes of an NHWC value, renumbered for the layout. */
export function axesIn(layout: Layout, axes: readonly number[]): number[] {
  return layout === 'nhwc' ? [...axes] : axes.map((axis) => permutationTo.nchw.indexOf(axis));
}

/** One number per axis of an NHWC value, reordered for the layout. */
export function perAxisIn<T>(layout: Layout, values: readonly T[]): T[] {
  return layout === 'nhwc' ? [...values] : permutationTo.nchw.map((axis) => values[axis]!);
}
