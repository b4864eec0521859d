import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { startComponentLogs } from '../../src/train/component-logs.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const pixel = (value: number) => ({ width: 1, height: 1, image: new Uint8Array(3).fill(value) });
const scalarsOf = (logs: ReturnType<typeof startComponentLogs>) => Object.fromEntries(logs.values().scalars);
const imageOf = (logs: ReturnType<typeof startComponentLogs>, key: string) => {
  const { image, ...size } = logs.values().images.get(key)!;
  return { ...size, image: [...image] };
};

test.serial('scalars are means by weight over the passes in which they were logged', async (t) => {
  const logs = startComponentLogs({ images: true });
  logs.of('loss').scalar('a', 1);
  logs.of('model').scalar('a', tf.scalar(5));
  await logs.take(3);
  logs.of('loss').scalar('a', tf.tensor1d([4]));
  logs.of('loss').scalar('late', 8);
  await logs.take(1);
  await logs.take(100);
  t.deepEqual(scalarsOf(logs), { 'loss/a': (3 * 1 + 4) / 4, 'model/a': 5, 'loss/late': 8 });
});

test.serial('a pass may free its tensors and change its variables, and none is left behind', async (t) => {
  const weight = tf.variable(tf.scalar(2));
  const before = tf.memory().numTensors;
  const logs = startComponentLogs({ images: true });
  tf.tidy(() => {
    const log = logs.of('loss');
    log.scalar('weight', weight);
    log.scalar('twice', tf.mul(weight, 100));
    log.scalar('twice', tf.mul(weight, 2));
    log.image('map', tf.zeros([2, 2]));
    weight.assign(tf.scalar(3));
  });
  await logs.take(1);
  t.deepEqual(scalarsOf(logs), { 'loss/weight': 2, 'loss/twice': 4 });
  tf.tidy(() => logs.of('loss').image('map', tf.ones([2, 2])));
  tf.tidy(() => logs.of('loss').scalar('dropped', weight));
  logs.drop();
  t.deepEqual(Object.keys(scalarsOf(logs)), ['loss/weight', 'loss/twice']);
  t.is(tf.memory().numTensors, before);
});

test.serial('a value that cannot be read is an error, as when a device is lost', async (t) => {
  const { data } = tf.Tensor.prototype;
  const logs = startComponentLogs({ images: true });
  logs.of('loss').scalar('a', tf.scalar(1));
  tf.Tensor.prototype.data = () => Promise.reject(new Error('the device is lost'));
  try {
    await t.throwsAsync(logs.take(1), { message: 'the device is lost' });
  } finally {
    tf.Tensor.prototype.data = data;
    logs.drop();
  }
});

test.serial('of images the first stays; values from 0 to 1 become bytes, grey or RGB', async (t) => {
  const logs = startComponentLogs({ images: true });
  const log = logs.of('loss');
  log.image('grey', tf.tensor2d([[0, 0.5, 1, 7, -3, NaN]]));
  log.image('column', tf.tensor3d([[[1]], [[0]]]));
  log.image('rgb', tf.tensor3d([[[1, 0, 0.2]]]));
  log.image('bytes', pixel(9));
  await logs.take(1);
  log.image('bytes', pixel(10));
  await logs.take(1);
  const grey = [0, 128, 255, 255, 0, 0].flatMap((level) => [level, level, level]);
  t.deepEqual(imageOf(logs, 'loss/grey'), { width: 6, height: 1, image: grey });
  t.deepEqual(imageOf(logs, 'loss/column'), { width: 1, height: 2, image: [255, 255, 255, 0, 0, 0] });
  t.deepEqual(imageOf(logs, 'loss/rgb'), { width: 1, height: 1, image: [255, 0, 51] });
  t.deepEqual(imageOf(logs, 'loss/bytes'), { width: 1, height: 1, image: [9, 9, 9] });

  const without = startComponentLogs({ images: false });
  const before = tf.memory().numTensors;
  tf.tidy(() => without.of('loss').image('grey', tf.ones([1, 1])));
  t.is(tf.memory().numTensors, before);
  await without.take(1);
  t.is(without.values().images.size, 0);
});

const wrong = (): (readonly ['scalar' | 'image', unknown, RegExp])[] => [
  ['scalar', [1], /expected a number or a tensor of one value as `x` that `loss` logs, got 1$/],
  ['scalar', undefined, /got undefined$/],
  ['scalar', tf.zeros([2, 1]), /got a tensor of shape \[2, 1\]$/],
  ['image', tf.zeros([1, 2, 2, 3]), /expected a tensor \[height, width\] or .+ as `x` .+ shape \[1, 2, 2, 3\]$/],
  ['image', tf.zeros([2, 2, 2]), /shape \[2, 2, 2\]$/],
  ['image', tf.zeros([3]), /shape \[3\]$/],
  ['image', { ...pixel(0), height: 2 }, /three bytes for each pixel as `x` that `loss` logs, got 1 x 2 with 3 bytes$/],
  ['image', { width: 1, height: 1, image: [0, 0, 0] }, /got \[object Object\]$/],
  ['image', 'cat.png', /got cat\.png$/],
];

test.serial('what is no scalar and no image is told with its name, also where images are not kept', (t) => {
  for (const [method, value, message] of wrong()) {
    const log = startComponentLogs({ images: false }).of('loss');
    const error = t.throws(() => log[method]('x', value as number & tf.Tensor), { instanceOf: TesseraError, message });
    t.is(error.problems[0]!.code, 'plugin-failed');
  }
});
