import * as tf from '@tensorflow/tfjs-core';
import { hasKernel } from '../nn/index.ts';

/** A tensor of each name. */
export type NamedTensors = ReadonlyMap<string, tf.Tensor>;

/** A scalar for each name, in their order. */
export type NamedScalars = [name: string, scalar: tf.Scalar][];

/**
 * The sum of squares of each tensor. Backends that compile a whole step take them all as one kernel, so that nothing
 * but these scalars leaves the step. To be called in a `tf.tidy`, which frees the tensors.
 */
export function sumsOfSquares(tensors: NamedTensors): NamedScalars {
  if (tensors.size === 0) return [];
  const names = [...tensors.keys()];
  const scalars = hasKernel('SumsOfSquares') ? byKernel([...tensors.values()]) : [...tensors.values()].map(sumOf);
  return names.map((name, index) => [name, scalars[index]!]);
}

function sumOf(tensor: tf.Tensor): tf.Scalar {
  return tf.sum(tf.square(tensor));
}

/** TensorFlow.js types the inputs of a kernel as named, and passes a list on as it is, as `tf.addN` relies on. */
function byKernel(tensors: readonly tf.Tensor[]): tf.Scalar[] {
  return tf.engine().runKernel<tf.Scalar[]>('SumsOfSquares', tensors as unknown as tf.NamedTensorMap);
}
