import test from 'ava';
import { unpackRuns } from '../../../src/data/formats/bmp-runs.ts';

const bytes = (...packed: number[]) => unpackRuns(Uint8Array.from(packed), 2, 5, false);
const nibbles = (...packed: number[]) => unpackRuns(Uint8Array.from(packed), 2, 5, true);

test('runs, pixels as they are, ends of rows and of the image', (t) => {
  t.deepEqual([...bytes(3, 7, 2, 8, 0, 0, 0, 3, 1, 2, 3, 99, 0, 1)], [7, 7, 7, 8, 8, 1, 2, 3, 0, 0]);
  t.deepEqual([...bytes(1, 7, 0, 1)], [7, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('a step goes to the right and up, and leaves 0', (t) => {
  t.deepEqual([...bytes(1, 7, 0, 2, 2, 1, 1, 9, 0, 1)], [7, 0, 0, 0, 0, 0, 0, 0, 9, 0]);
});

test('runs of 4 bits take two indices in turn', (t) => {
  t.deepEqual([...nibbles(5, 0x12, 0, 0, 0, 5, 0x34, 0x56, 0x70, 99, 0, 1)], [1, 2, 1, 2, 1, 3, 4, 5, 6, 7]);
});

test('what is beyond a row is dropped, and a file that ends early is refused', (t) => {
  t.deepEqual([...bytes(9, 7, 0, 0, 0, 1)], [7, 7, 7, 7, 7, 0, 0, 0, 0, 0]);
  t.throws(() => bytes(3, 7), { message: 'the file ends in its pixels' });
});
