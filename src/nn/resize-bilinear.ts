import * as tf from '@tensorflow/tfjs-core';
import { customGrad } from './custom-grad.ts';
import { bilinearMatrix } from './resample-matrix.ts';
import { resampleGradient } from './resample.ts';

export interface ResizeBilinearOptions {
  /** As in PyTorch: corners of input and output coincide, instead of their edges. */
  readonly alignCorners: boolean;
}

/**
 * As `F.interpolate(x, size, mode='bilinear', align_corners=...)` on [N, H, W, C].
 * Backends compute the value right, but their gradients are wrong with half-pixel centres, so the gradient is ours.
 */
export function resizeBilinear(
  x: tf.Tensor4D,
  size: readonly [height: number, width: number],
  { alignCorners }: ResizeBilinearOptions,
): tf.Tensor4D {
  const [, inHeight, inWidth] = x.shape;
  const [height, width] = size;
  return customGrad<tf.Tensor4D>([x], {
    forward: () => tf.image.resizeBilinear(x, [height, width], alignCorners, !alignCorners),
    gradient: (dy) => [
      resampleGradient(
        dy,
        bilinearMatrix(inHeight, height, alignCorners),
        bilinearMatrix(inWidth, width, alignCorners),
      ),
    ],
  });
}
