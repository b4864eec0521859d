import * as tf from '@tensorflow/tfjs-core';
import { hasKernel } from '../nn/index.ts';

/** A tensor of each name. */
export type NamedTensors = ReadonlyMap<string, tf.Tensor>;

/** The sum of squares of the tensor of each name, in their order. A type that `tf.tidy` looks into. */
export type SumsOfSquares = { readonly names: string[]; readonly sums: tf.Tensor1D };

/** So many numbers, or one tensor, have their sums in one vector: until it is made, a step holds all of them. */
const numbersTogether = 4_000_000;

/**
 * The sum of squares of each tensor, a few vectors in all, so that nothing else leaves a step that is compiled as a
 * whole. To be called in a `tf.tidy`, which frees the tensors.
 */
export function sumsOfSquares(tensors: NamedTensors, together = numbersTogether): SumsOfSquares[] {
  const groups: [string, tf.Tensor][][] = [];
  let numbers = Infinity;
  for (const [name, tensor] of tensors) {
    numbers += tensor.size;
    if (numbers > together) {
      groups.push([]);
      numbers = tensor.size;
    }
    groups.at(-1)!.push([name, tensor]);
  }
  return groups.map((group) => ({
    names: group.map(([name]) => name),
    sums: sumsOf(group.map(([, tensor]) => tensor)),
  }));
}

/** TensorFlow.js types the inputs of a kernel as named, and passes a list on as it is, as `tf.addN` relies on. */
function sumsOf(tensors: tf.Tensor[]): tf.Tensor1D {
  if (!hasKernel('SumsOfSquares')) return tf.stack(tensors.map((tensor) => tf.sum(tf.square(tensor)))) as tf.Tensor1D;
  return tf.engine().runKernel<tf.Tensor1D>('SumsOfSquares', tensors as unknown as tf.NamedTensorMap);
}
