import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';

/** How the decoder makes features larger: by repeating pixels, or bilinear with corners aligned. */
export type Enlarge = 'nearest' | 'bilinear';

/** [N, H, W, C] to [N, height, width, C]. */
export function enlarge(x: tf.Tensor4D, size: readonly [height: number, width: number], how: Enlarge): tf.Tensor4D {
  return how === 'nearest' ? nn.resizeNearest(x, size) : nn.resizeBilinear(x, size, { alignCorners: true });
}
