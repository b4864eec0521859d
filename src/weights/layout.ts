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

/** How a file lays out the tensors of a module, and what the module's shape is there. */
export interface Layout {
  toModule(array: NamedArray, name: string): NamedArray;
  /** The shape that a tensor of the module has in the file. */
  shapeInFile(shape: readonly number[], name: string): readonly number[];
}

/** PyTorch's state dicts, in its own files and in safetensors. */
export const pytorchLayout: Layout = {
  toModule: fromPyTorch,
  shapeInFile: (shape) => (shape.length === 4 ? [3, 2, 0, 1].map((axis) => shape[axis]!) : shape.toReversed()),
};

/** Models of Keras and TensorFlow.js. Only depthwise kernels, which they name so, lie otherwise than in a module. */
export const kerasLayout: Layout = {
  toModule: (array, name) => (isDepthwise(name) ? fromKerasDepthwise(array) : array),
  shapeInFile: (shape, name) =>
    isDepthwise(name) && shape.length === 4 ? [shape[0]!, shape[1]!, shape[3]!, shape[2]!] : shape,
};

/** This project's own checkpoints. */
export const ownLayout: Layout = { toModule: (array) => array, shapeInFile: (shape) => shape };

const isDepthwise = (name: string) => name.endsWith('depthwise_kernel');

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
