import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { resizeBilinear } from '../../src/nn/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { imageOp } from './image-op.ts';

test.before(startTestEngine);

for (const [name, shape, size] of [
  ['up', [2, 3, 4, 2], [12, 16]],
  ['down', [1, 9, 7, 2], [4, 3]],
  ['odd', [1, 5, 3, 2], [7, 10]],
  ['fromone', [2, 1, 1, 3], [4, 4]],
] as const) {
  test(imageOp, `bilinear.corners.${name}`, [...shape], (x) => resizeBilinear(x, size, { alignCorners: true }));
  test(imageOp, `bilinear.edges.${name}`, [...shape], (x) => resizeBilinear(x, size, { alignCorners: false }));
}

test.serial('aligned corners keep the first and last pixel, aligned edges repeat them', async (t) => {
  const x = tf.tensor4d([0, 4], [1, 1, 2, 1]);
  const resized = async (alignCorners: boolean, width: number) => [
    ...(await resizeBilinear(x, [1, width], { alignCorners }).data()),
  ];
  t.deepEqual(await resized(true, 5), [0, 1, 2, 3, 4]);
  t.deepEqual(await resized(false, 4), [0, 1, 3, 4]);
});
