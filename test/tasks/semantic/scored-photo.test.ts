import test from 'ava';
import { labelTable, relabel, scoredPhotos } from '../../../src/tasks/semantic/scored-photo.ts';

const batch = {
  size: 2,
  height: 1,
  width: 2,
  names: ['a', 'b'],
  indices: [4, 5],
  images: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  masks: Uint8Array.from([0, 1, 255, 255]),
};

test('a batch is taken apart into photos, each with its own pixels, counts and loss', (t) => {
  const outputs = { loss: 9, labels: Int32Array.from([0, 0, 1, 1]), photoLosses: [0.5, 0.75] };
  const [first, second] = scoredPhotos(batch, outputs, 2);
  t.like(first, { name: 'a', index: 4, height: 1, width: 2, loss: 0.5 });
  t.deepEqual([...first!.image, ...first!.mask, ...first!.prediction], [1, 2, 3, 4, 5, 6, 0, 1, 0, 0]);
  t.deepEqual([...first!.confusion.counts], [1, 0, 1, 0]);
  t.like(second, { name: 'b', index: 5 });
  t.deepEqual([...second!.image], [7, 8, 9, 10, 11, 12]);
  t.is(second!.loss, NaN, 'no pixel of it counts');
});

test('labels are replaced by a table, and what it does not name is ignored', (t) => {
  const masks = Uint8Array.from([0, 1, 2, 3, 255]);
  relabel(masks, labelTable([2, 0, 255]));
  t.deepEqual([...masks], [2, 0, 255, 255, 255]);
});
