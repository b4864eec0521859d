import type { NamedArray } from './state-dict.ts';

/**
 * Layouts of weights: PyTorch keeps a convolution's as OIHW, [out, in / groups, height, width], and `Conv2d` as HWIO,
 * [height, width, in / groups, out]. That holds for grouped and depthwise convolutions too. Vectors and scalars, such
 * as biases and statistics, have no layout and stay as they are.
 */

/** From PyTorch: a convolution's weight to HWIO, a linear layer's [out, in] to [in, out]. */
export function fromPyTorch(array: NamedArray): NamedArray {
  if (array.shape.length === 4) return permute(array, [2, 3, 1, 0]);
  return array.shape.length === 2 ? permute(array, [1, 0]) : array;
}

/** The inverse of `fromPyTorch`. */
export function toPyTorch(array: NamedArray): NamedArray {
  if (array.shape.length === 4) return permute(array, [3, 2, 0, 1]);
  return array.shape.length === 2 ? permute(array, [1, 0]) : array;
}

/**
 * From Keras and TensorFlow: a depthwise kernel [height, width, channels, multiplier] to [height, width, 1, channels *
 * multiplier], the weight of a convolution with one group per channel: the same values in the same order.
 */
export function fromKerasDepthwise(array: NamedArray): NamedArray {
  const [height, width, channels, multiplier] = array.shape as [number, number, number, number];
  return array.shape.length === 4 ? { ...array, shape: [height, width, 1, channels * multiplier] } : array;
}

/** Axis i of the result is axis `axes[i]` of the array. */
export function permute({ shape, data }: NamedArray, axes: readonly number[]): NamedArray {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const [sizes, steps] = [axes.map((axis) => shape[axis]!), axes.map((axis) => strides[axis]!)];
  const moved = new Float32Array(data.length);
  const index = sizes.map(() => 0);
  let source = 0;
  for (let target = 0; target < moved.length; target++) {
    moved[target] = data[source]!;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      source += steps[axis]!;
      if (++index[axis]! < sizes[axis]!) break;
      source -= steps[axis]! * sizes[axis]!;
      index[axis] = 0;
    }
  }
  return { shape: sizes, data: moved };
}
