import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { channelMean } from '../../src/nn/channel-mean.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('each channel is averaged over samples, rows and columns', async (t) => {
  // Channel 0 counts 0 to 11 over 2 samples of 2 x 3 pixels, channel 1 is ten times that.
  const values = Array.from({ length: 12 }, (_, pixel) => [pixel, 10 * pixel]).flat();
  const mean = channelMean(tf.tensor4d(values, [2, 2, 3, 2]));
  t.deepEqual(mean.shape, [2]);
  t.deepEqual(
    [...(await mean.data())].map((value) => Number(value.toPrecision(6))),
    [5.5, 55],
  );
});

test.serial('a mean of many values that are all the same is that value', async (t) => {
  const mean = await channelMean(tf.fill<tf.Rank.R4>([4, 256, 256, 1], 0.1)).data();
  t.true(Math.abs(mean[0]! - 0.1) < 1e-7);
});
