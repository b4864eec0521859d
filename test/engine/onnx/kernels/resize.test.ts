import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, filled } from './agree.ts';

const serial = test.serial;

for (const [alignCorners, halfPixelCenters] of [
  [false, false],
  [true, false],
  [false, true],
] as const) {
  serial(`resizes agree with alignCorners ${alignCorners} and halfPixelCenters ${halfPixelCenters}`, agrees, () => {
    const x = filled([2, 5, 7, 3]) as tf.Tensor4D;
    return [
      tf.image.resizeBilinear(x, [9, 4], alignCorners, halfPixelCenters),
      tf.image.resizeNearestNeighbor(x, [10, 21], alignCorners, halfPixelCenters),
      tf.image.resizeNearestNeighbor(x, [9, 4], alignCorners, halfPixelCenters),
    ];
  });
}
