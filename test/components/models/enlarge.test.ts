import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { enlarge } from '../../../src/components/models/enlarge.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('centres keep their places: between two pixels there are quarters of the way', async (t) => {
  const x = tf.tensor4d([0, 8], [1, 1, 2, 1]);
  const y = enlarge(x, 2);
  t.deepEqual(y.shape, [1, 2, 4, 1]);
  t.deepEqual([...(await y.data())], [0, 2, 6, 8, 0, 2, 6, 8]);
  tf.dispose([x, y]);
});

test.serial('by one, it is the same tensor', (t) => {
  const x = tf.tensor4d([1], [1, 1, 1, 1]);
  t.is(enlarge(x, 1), x);
  x.dispose();
});
