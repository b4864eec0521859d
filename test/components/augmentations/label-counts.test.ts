import test from 'ava';
import { labelCounts } from '../../../src/components/augmentations/label-counts.ts';

const sample = {
  name: 's',
  height: 3,
  width: 4,
  image: new Uint8Array(36),
  mask: Uint8Array.of(0, 1, 1, 2, 0, 0, 3, 255, 4, 4, 4, 4),
};
const found = (window: Parameters<typeof labelCounts>[1]) =>
  [...labelCounts(sample, window)].flatMap((count, label) => (count > 0 ? [[label, count]] : []));

test('labels are counted within the window', (t) => {
  t.deepEqual(found({ top: 0, left: 1, height: 2, width: 3 }), [
    [0, 1],
    [1, 2],
    [2, 1],
    [3, 1],
    [255, 1],
  ]);
  t.deepEqual(found({ top: 2, left: 0, height: 1, width: 4 }), [[4, 4]]);
});

test('what lies beyond the sample is not counted', (t) => {
  t.deepEqual(found({ top: -5, left: -2, height: 6, width: 3 }), [[0, 1]]);
  t.deepEqual(found({ top: 2, left: 3, height: 5, width: 5 }), [[4, 1]]);
});
