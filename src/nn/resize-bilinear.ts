import * as tf from '@tensorflow/tfjs-core';

export interface ResizeBilinearOptions {
  /** As in PyTorch: corners of input and output coincide, instead of their edges. */
  readonly alignCorners: boolean;
}

/**
 * As `F.interpolate(x, size, mode='bilinear', align_corners=...)` on [N, H, W, C]. The gradient is the engine's
 * (`engine/gradients/resize.ts`): TensorFlow.js's own is wrong with half-pixel centres.
 */
export function resizeBilinear(
  x: tf.Tensor4D,
  [height, width]: readonly [height: number, width: number],
  { alignCorners }: ResizeBilinearOptions,
): tf.Tensor4D {
  return tf.image.resizeBilinear(x, [height, width], alignCorners, !alignCorners);
}
