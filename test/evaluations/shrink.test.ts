import test from 'ava';
import { shrink } from '../../src/evaluations/shrink.ts';
import { confusionOf } from '../../src/tasks/semantic/confusion.ts';

const labels = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
const photo = {
  name: 'a',
  index: 0,
  height: 2,
  width: 5,
  image: Uint8Array.from({ length: 30 }, (_, index) => index),
  mask: labels,
  prediction: Int32Array.from(labels),
  confusion: confusionOf(labels, labels, 10),
  loss: 0,
};

test('a large photo is every n-th pixel, so that its longer side fits', (t) => {
  const small = shrink(photo, 3);
  t.deepEqual([small.height, small.width], [1, 3]);
  t.deepEqual([...small.mask], [0, 2, 4]);
  t.deepEqual([...small.prediction], [0, 2, 4]);
  t.deepEqual([...small.image], [0, 1, 2, 6, 7, 8, 12, 13, 14]);
});

test('one that fits stays as it is', (t) => {
  const same = shrink(photo, 5);
  t.deepEqual([same.height, same.width, [...same.mask]], [2, 5, [...labels]]);
});
