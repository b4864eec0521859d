import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { resizeNearest } from '../../src/nn/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { imageOp } from './image-op.ts';

test.before(startTestEngine);

for (const [name, shape, size] of [
  ['double', [2, 3, 4, 2], [6, 8]],
  ['triple', [2, 3, 4, 2], [9, 12]],
  ['bins', [2, 3, 3, 2], [32, 32]],
  ['six', [1, 6, 6, 2], [32, 32]],
  ['one', [2, 1, 1, 3], [8, 8]],
  ['down', [1, 9, 7, 2], [4, 3]],
  ['mixed', [1, 4, 4, 2], [8, 12]],
] as const) {
  test(imageOp, `nearest.${name}`, [...shape], (x) => resizeNearest(x, size));
}

test.serial('an image of the size already is given as it is', (t) => {
  const x = tf.ones<tf.Rank.R4>([1, 2, 3, 1]);
  t.is(resizeNearest(x, [2, 3]), x);
  t.not(resizeNearest(x, [3, 2]), x);
});
