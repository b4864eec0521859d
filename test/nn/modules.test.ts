import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import {
  BatchNorm2d,
  Conv2d,
  countParameters,
  Dropout2d,
  ReLU,
  ReLU6,
  Sequential,
  type Pass,
} from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const random = () => createRandom(0);
const training = (): Pass => ({ training: true, random: random() });
const inference: Pass = { training: false, random: random() };
const block = () =>
  new Sequential(
    new Conv2d(2, 4, 3, { padding: 1, random: random() }),
    new BatchNorm2d(4),
    new ReLU(),
    new Conv2d(4, 1, 1, { random: random() }),
  );

test.serial('a sequence numbers its layers as PyTorch does, activations included', (t) => {
  const net = block();
  t.deepEqual([...net.stateDict().keys()].sort(), [
    '0.bias',
    '0.weight',
    '1.bias',
    '1.running_mean',
    '1.running_var',
    '1.weight',
    '3.bias',
    '3.weight',
  ]);
  t.deepEqual(
    tf.tidy(() => net.forward(tf.zeros([1, 5, 6, 2]), inference).shape),
    [1, 5, 6, 1],
  );
  net.dispose();
});

test.serial('parameters count, running statistics do not, frozen ones only when all are asked for', (t) => {
  const net = block();
  t.is(countParameters(net), 9 * 2 * 4 + 4 + (4 + 4) + 4 + 1);
  net.freeze();
  t.is(countParameters(net), 89);
  t.is(countParameters(net, { trainableOnly: true }), 0);
  net.dispose();
});

test.serial(
  'weights of a convolution are uniform within 1 / sqrt(fan in), and follow from the random stream',
  async (t) => {
    const [first, same] = [new Conv2d(8, 64, 3, { random: random() }), new Conv2d(8, 64, 3, { random: random() })];
    const values = await first.weight.data<'float32'>();
    const bound = 1 / Math.sqrt(8 * 9);
    t.true(values.every((value) => Math.abs(value) <= bound));
    t.true(Math.max(...values) > 0.99 * bound && Math.min(...values) < -0.99 * bound);
    const variance = values.reduce((total, value) => total + value ** 2, 0) / values.length;
    t.true(Math.abs(variance / (bound ** 2 / 3) - 1) < 0.05);
    t.deepEqual(await same.weight.data(), values);
    for (const conv of [first, same]) conv.dispose();
  },
);

test('channels that groups do not divide are a programming error', (t) => {
  t.throws(() => new Conv2d(6, 4, 3, { groups: 4, random: random() }), { message: /groups must divide/ });
});

test.serial('ReLU6 clips at 0 and 6', async (t) => {
  const y = new ReLU6().forward(tf.tensor4d([-1, 3, 7], [1, 1, 3, 1]));
  t.deepEqual([...(await y.data())], [0, 3, 6]);
});

test.serial('dropout zeroes whole channels of a sample and scales the others, in training only', async (t) => {
  const dropout = new Dropout2d(0.25);
  const x = tf.ones<tf.Rank.R4>([4, 3, 3, 50]);
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
