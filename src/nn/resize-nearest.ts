import * as tf from '@tensorflow/tfjs-core';
import { customGrad } from './custom-grad.ts';
import { nearestMatrix, type Sampling } from '../engine/geometry/resample-matrix.ts';
import { resample } from './resample.ts';

const upperLeft: Sampling = { alignCorners: false, halfPixelCenters: false };

/** As `F.interpolate(x, size, mode='nearest')` on [N, H, W, C]: output i copies input floor(i * in / out). */
export function resizeNearest(x: tf.Tensor4D, size: readonly [height: number, width: number]): tf.Tensor4D {
  const [, inHeight, inWidth] = x.shape;
  const [height, width] = size;
  if (height === inHeight && width === inWidth) return x;
  const factors: [number, number] = [height / inHeight, width / inWidth];
  if (factors.every(isPowerOfTwo)) return repeat(x, factors);
  return resample(x, nearestMatrix(inHeight, height, upperLeft), nearestMatrix(inWidth, width, upperLeft));
}

/**
 * Powers of two, where no rounding can shift a source index, take the backend's resize.
 * The gradient sums each block of copies: an average pool times the block's size.
 */
function repeat(x: tf.Tensor4D, factors: [number, number]): tf.Tensor4D {
  const [, height, width] = x.shape;
  return customGrad<tf.Tensor4D>([x], {
    forward: () => tf.image.resizeNearestNeighbor(x, [height * factors[0], width * factors[1]]),
    gradient: (dy) => [tf.mul(tf.avgPool(dy, factors, factors, 'valid'), factors[0] * factors[1])],
  });
}

function isPowerOfTwo(value: number): boolean {
  return value >= 1 && Number.isInteger(Math.log2(value));
}
