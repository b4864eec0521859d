import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../nn/index.ts';

/** `x` [N, H, W, C] with `factor` times the size, bilinearly, where edges meet edges (`align_corners=False`). */
export function enlarge(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  if (factor === 1) return x;
  return nn.resizeBilinear(x, [x.shape[1] * factor, x.shape[2] * factor], { alignCorners: false });
}
