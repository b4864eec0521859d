import type * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../engine/geometry/resample-matrix.ts';
import { resample as multiply, resampleGradient } from '../engine/geometry/resample.ts';
import { customGrad } from './custom-grad.ts';

/**
 * `x` [N, H, W, C] by fixed weights along each axis: [N, H', W', C]. Pooling and resizing are of this form.
 * The gradient is the same with both matrices transposed, one op instead of a tape of seven.
 */
export function resample(x: tf.Tensor4D, rows: Matrix, columns: Matrix): tf.Tensor4D {
  return customGrad<tf.Tensor4D>([x], {
    forward: () => multiply(x, rows, columns),
    gradient: (dy) => [resampleGradient(dy, rows, columns)],
  });
}
