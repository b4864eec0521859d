import * as tf from '@tensorflow/tfjs-core';

/**
 * Kernels whose shipped gradients have the shape of the result, so that TensorFlow.js throws where an input was
 * broadcast.
 */
const kernels = ['BatchMatMul', 'SquaredDifference', 'Maximum', 'Minimum'];

let registered = false;

/** Sums the gradients of broadcast inputs to the shapes of the inputs, as every other op does. */
export function registerBroadcastGradients(): void {
  if (registered) return;
  registered = true;
  for (const kernelName of kernels) sumBroadcast(kernelName);
}

function sumBroadcast(kernelName: string): void {
  const shipped = tf.getGradient(kernelName);
  tf.registerGradient({
    ...shipped,
    gradFunc(dy, saved, attributes) {
      const gradients = shipped.gradFunc(dy, saved, attributes);
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      return { a: () => sumTo(a.shape, gradients['a']!()), b: () => sumTo(b.shape, gradients['b']!()) };
    },
  });
}

function sumTo(shape: number[], gradient: tf.Tensor): tf.Tensor {
  if (tf.util.arraysEqual(shape, gradient.shape)) return gradient;
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return tf.reshape(tf.sum(gradient, axes), shape);
}
