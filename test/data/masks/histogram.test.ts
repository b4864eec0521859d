import test from 'ava';
import { histogram } from '../../../src/data/masks/histogram.ts';

const nonzero = (bytes: readonly number[]) =>
  [...histogram(Uint8Array.from(bytes))].flatMap((count, value) => (count === 0 ? [] : [[value, count]]));

test('each byte is counted, of an even and of an odd number', (t) => {
  t.deepEqual(nonzero([3, 3, 0, 255]), [
    [0, 1],
    [3, 2],
    [255, 1],
  ]);
  t.deepEqual(nonzero([3, 255, 255]), [
    [3, 1],
    [255, 2],
  ]);
  t.deepEqual(nonzero([7]), [[7, 1]]);
  t.deepEqual(nonzero([]), []);
});
