import * as tf from '@tensorflow/tfjs-core';
import { bilinearWeights, nearestWeights, type Sampling } from './resize-weights.ts';

/**
 * TensorFlow.js ignores half-pixel centres in the gradients of both resizes, and its cpu kernels are wrong besides
 * (batches of nearest, images that aren't square). A resize is separable and linear, so its gradient is the product
 * with the two weight matrices transposed.
 */
export function registerResizeGradients(): void {
  registerResizeGradient('ResizeBilinear', bilinearWeights);
  registerResizeGradient('ResizeNearestNeighbor', nearestWeights);
}

function registerResizeGradient(
  kernelName: string,
  weights: (input: number, output: number, sampling: Sampling) => Float32Array,
): void {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['images'],
    gradFunc(dy, saved, attributes) {
      const [, height, width] = saved[0]!.shape as [number, number, number, number];
      const [batch, rows, columns, channels] = (dy as tf.Tensor4D).shape;
      const sampling = attributes as unknown as Sampling;
      const transposed = (input: number, output: number) =>
        tf.transpose(tf.tensor2d(weights(input, output, sampling), [output, input]));
      return {
        images: () =>
          tf.tidy(() => {
            const fromRows = tf.matMul(
              transposed(height, rows),
              tf.reshape(dy as tf.Tensor4D, [batch, rows, columns * channels]),
            );
            const fromColumns = tf.matMul(
              transposed(width, columns),
              tf.reshape(fromRows, [batch * height, columns, channels]),
            );
            return tf.reshape(fromColumns, [batch, height, width, channels]);
          }),
      };
    },
  });
}
