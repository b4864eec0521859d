import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { logSoftmax, oneHotPixels } from '../../../src/components/losses/per-pixel.ts';
import { assertAllClose, startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

async function oneHotRows(labels: number[], classes: number, ignoreIndex: number): Promise<number[][]> {
  const target = tf.tensor3d(labels, [1, 1, labels.length], 'int32');
  const pixels = await tf.tidy(() => oneHotPixels(target, classes, ignoreIndex)).array();
  return pixels[0]![0]!;
}

test.serial('each pixel has its class, in the order of images, rows and columns', async (t) => {
  const target = tf.tensor3d([0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0], [2, 2, 3], 'int32');
  const pixels = oneHotPixels(target, 2, 255);
  t.deepEqual(pixels.shape, [2, 2, 3, 2]);
  t.deepEqual(
    [...(await pixels.data())].filter((_, index) => index % 2 === 1),
    [0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0],
  );
});

test.serial('an ignored pixel has a row of zeros', async (t) => {
  t.deepEqual(await oneHotRows([2, 255, 0], 3, 255), [
    [0, 0, 1],
    [0, 0, 0],
    [1, 0, 0],
  ]);
});

test.serial('an ignore index that is a class, the first or the last, has one too', async (t) => {
  t.deepEqual(await oneHotRows([0, 1, 2], 3, 0), [
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  t.deepEqual(await oneHotRows([0, 1, 2], 3, 2), [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
});

test.serial('log softmax is over the classes of a pixel', async (t) => {
  const logits = tf.tensor4d([0, Math.log(3), Math.log(2), Math.log(2)], [1, 1, 2, 2]);
  const expected = [1 / 4, 3 / 4, 1 / 2, 1 / 2].map(Math.log);
  await assertAllClose(
    t,
    tf.tidy(() => logSoftmax(logits)),
    expected,
    1e-6,
  );
});

test.serial('log softmax of large logits neither overflows nor loses its digits', async (t) => {
  const logits = tf.tensor4d([1000, 1000 + Math.log(3), -1000, 1000], [1, 2, 1, 2]);
  const values = await tf.tidy(() => logSoftmax(logits)).data();
  t.true(Math.abs(values[0]! - Math.log(1 / 4)) < 1e-4);
  t.is(values[2], -2000);
  t.is(Math.abs(values[3]!), 0);
});
