import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import test from 'ava';
import { toTensors } from '../../src/train/tensors.ts';

const batch = {
  size: 2,
  height: 1,
  width: 1,
  names: ['a', 'b'],
  indices: [0, 1],
  images: Uint8Array.from([0, 51, 102, 255, 204, 153]),
  masks: Uint8Array.from([2, 255]),
};

test('each channel is scaled to 0..1, then moved by its own mean and divided by its own deviation', async (t) => {
  const { images, target } = toTensors(batch, { mean: [0.5, 0.2, 0.1], std: [0.5, 0.25, 0.1] });
  t.deepEqual(images.shape, [2, 1, 1, 3]);
  const expected = [-1, 0, 3, 1, 2.4, 5];
  for (const [index, value] of (await images.data()).entries()) t.true(Math.abs(value - expected[index]!) < 1e-6);
  t.deepEqual(target.shape, [2, 1, 1]);
  t.is(target.dtype, 'int32');
  t.deepEqual([...(await target.data())], [2, 255]);
  tf.dispose([images, target]);
});

test("the tensors keep their values when the batch's memory is used again", async (t) => {
  const own = { ...batch, images: batch.images.slice(), masks: batch.masks.slice() };
  const { images, target } = toTensors(own, { mean: [0, 0, 0], std: [1, 1, 1] });
  own.images.fill(9);
  own.masks.fill(9);
  t.is((await images.data())[3], 1);
  t.is((await target.data())[0], 2);
  tf.dispose([images, target]);
});
