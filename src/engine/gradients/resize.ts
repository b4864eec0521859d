import * as tf from '@tensorflow/tfjs-core';
import { bilinearMatrix, nearestMatrix, type Sampling } from '../geometry/resample-matrix.ts';
import { resampleGradient } from '../geometry/resample.ts';

/**
 * TensorFlow.js ignores half-pixel centres in the gradients of both resizes, and its cpu kernels are wrong besides
 * (batches of nearest, images that aren't square). A resize is separable and linear, so its gradient is the product
 * with the two weight matrices transposed.
 */
export function registerResizeGradients(): void {
  registerResizeGradient('ResizeBilinear', bilinearMatrix);
  registerResizeGradient('ResizeNearestNeighbor', nearestMatrix);
}

function registerResizeGradient(kernelName: string, matrixOf: typeof bilinearMatrix): void {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['images'],
    gradFunc(dy, saved, attributes) {
      const [, height, width] = saved[0]!.shape as [number, number, number, number];
      const [, rows, columns] = (dy as tf.Tensor4D).shape;
      const sampling = attributes as unknown as Sampling;
      const [byRow, byColumn] = [matrixOf(height, rows, sampling), matrixOf(width, columns, sampling)];
      return { images: () => tf.tidy(() => resampleGradient(dy as tf.Tensor4D, byRow, byColumn)) };
    },
  });
}
