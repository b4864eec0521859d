import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { enlarge } from '../../../../src/components/models/pspnet/enlarge.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const row = () => tf.tensor4d([0, 6], [1, 1, 2, 1]);

test.serial('nearest repeats pixels; bilinear keeps the corners and divides what lies between evenly', async (t) => {
  t.deepEqual([...(await enlarge(row(), [1, 4], 'nearest').data())], [0, 0, 6, 6]);
  t.deepEqual(
    [...(await enlarge(row(), [1, 4], 'bilinear').data())].map((value) => Math.round(value * 1e4) / 1e4),
    [0, 2, 4, 6],
  );
});
