import test from 'ava';
import { enlargeWhole, reduceWhole } from '../../src/evaluations/scale-whole.ts';
import { confusionOf } from '../../src/tasks/semantic/confusion.ts';

const labels = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
const photo = {
  name: 'a',
  index: 0,
  height: 2,
  width: 5,
  image: Uint8Array.from({ length: 30 }, (_, index) => index),
  pixelAt: (row: number, column: number) => row * 5 + column,
  mask: labels,
  prediction: Int32Array.from(labels),
  confusion: confusionOf(labels, labels, 10),
  loss: 0,
};

test('a large photo is every n-th pixel, so that its longer side fits', (t) => {
  const small = reduceWhole(photo, 3);
  t.deepEqual([small.height, small.width], [1, 3]);
  t.deepEqual([...small.mask], [0, 2, 4]);
  t.deepEqual([...small.prediction], [0, 2, 4]);
  t.deepEqual([...small.image], [0, 1, 2, 6, 7, 8, 12, 13, 14]);
});

test('a small photo has each pixel as often as fits', (t) => {
  const large = enlargeWhole(reduceWhole(photo, 5), 14);
  t.deepEqual([large.height, large.width], [4, 10]);
  t.deepEqual([...large.mask.subarray(0, 10)], [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
  t.deepEqual([...large.mask.subarray(10, 20)], [...large.mask.subarray(0, 10)]);
  t.deepEqual([...large.prediction.subarray(30)], [5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
  t.deepEqual([...large.image.subarray(3, 9)], [0, 1, 2, 3, 4, 5]);
});

test('one that fits stays as it is', (t) => {
  const same = reduceWhole(photo, 14);
  t.deepEqual([same.height, same.width, [...same.mask]], [2, 5, [...labels]]);
  t.is(enlargeWhole(same, 9), same);
});
