import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { Dropout2d, type Pass } from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const training = (key = 0): Pass => ({ training: true, random: createRandom(key) });
const inference: Pass = { training: false, random: createRandom(0) };
const ones = () => tf.ones<tf.Rank.R4>([4, 3, 3, 50]);

test.serial('dropout zeroes whole channels of a sample and scales the others, in training only', async (t) => {
  const dropout = new Dropout2d(0.25);
  const x = ones();
  const y = await dropout.forward(x, training()).data<'float32'>();
  const planes = Array.from({ length: 200 }, (_, plane) => {
    const [sample, channel] = [Math.floor(plane / 50), plane % 50];
    return new Set(Array.from({ length: 9 }, (_unused, pixel) => y[(sample * 9 + pixel) * 50 + channel]!));
  });
  t.true(planes.every((values) => values.size === 1));
  t.deepEqual(new Set(planes.flatMap((values) => [...values])), new Set([0, Math.fround(1 / 0.75)]));
  const dropped = planes.filter((values) => values.has(0)).length;
  t.true(dropped > 30 && dropped < 70, `${dropped} of 200 dropped`);
  t.is(dropout.forward(x, inference), x);
});

test.serial('frozen, nothing is dropped', (t) => {
  const dropout = new Dropout2d(0.5);
  const x = ones();
  dropout.freeze();
  t.is(dropout.forward(x, training()), x);
  dropout.unfreeze();
  t.not(dropout.forward(x, training()), x);
});

test.serial('the mask follows from the random stream', async (t) => {
  const dropout = new Dropout2d(0.5);
  const masked = async (key: number) => [...(await dropout.forward(ones(), training(key)).data())];
  t.deepEqual(await masked(1), await masked(1));
  t.notDeepEqual(await masked(1), await masked(2));
});

test.serial('a probability of 0 changes nothing, one of 1 leaves nothing', async (t) => {
  const x = ones();
  t.is(new Dropout2d(0).forward(x, training()), x);
  t.deepEqual(new Set(await new Dropout2d(1).forward(x, training()).data()), new Set([0]));
});
