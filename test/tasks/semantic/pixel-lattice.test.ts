import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import {
  labelsOnLattice,
  latticeOf,
  latticePixels,
  scoresOnLattice,
} from '../../../src/tasks/semantic/pixel-lattice.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test('in a small split, more pixels stand for an image than in a large one', (t) => {
  t.deepEqual([1, 10, 16, 64, 128, 256, 5000].map(latticePixels), [4096, 4096, 4096, 1024, 512, 256, 256]);
});

test('an image of no more pixels than wanted is its own lattice, a larger one has as small a step as fits', (t) => {
  t.deepEqual(latticeOf({ height: 64, width: 64 }, 4096), { step: 1, first: 0 });
  t.is(latticeOf({ height: 64, width: 65 }, 4096).step, 2);
  t.deepEqual(latticeOf({ height: 256, width: 256 }, 4096), { step: 4, first: 2 });
  t.is(latticeOf({ height: 260, width: 256 }, 4096).step, 5);
  t.is(latticeOf({ height: 256, width: 256 }, 256).step, 16);
});

test('the lattice lies within the image, also where that is narrow', (t) => {
  t.deepEqual(latticeOf({ height: 1, width: 12_000 }, 4096), { step: 3, first: 0 });
});

test.serial('scores and labels are of the same pixels', async (t) => {
  const size = { height: 66, width: 128 };
  const { step, first } = latticeOf(size, 4096);
  t.deepEqual([step, first], [2, 1]);
  const pixels = 2 * size.height * size.width;
  const masks = Uint8Array.from({ length: pixels }, (_, pixel) => Number(pixel % 7 < 3));
  // Class 1 has the larger logit exactly where the mask says so.
  const logits = Float32Array.from({ length: pixels * 2 }, (_, at) => (at % 2 === masks[Math.floor(at / 2)] ? 1 : 0));
  const tensor = tf.tensor4d(logits, [2, size.height, size.width, 2]);
  const scores = scoresOnLattice(tensor, 4096);
  t.deepEqual(scores.shape, [2, 33, 64, 2]);
  const [read, labels] = [await scores.data(), labelsOnLattice(masks, size, 4096)];
  t.is(labels.length, 2 * 33 * 64);
  const sure = Math.E / (1 + Math.E);
  t.true(labels.every((label, pixel) => Math.abs(read[2 * pixel + label]! - sure) < 1e-6));
  t.deepEqual(
    [...labels.subarray(0, 3)],
    [...masks.subarray(129, 135)].filter((_, index) => index % 2 === 0),
  );
  tf.dispose([tensor, scores]);
});
