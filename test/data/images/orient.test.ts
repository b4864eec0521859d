import test from 'ava';
import type { Orientation } from '../../../src/data/images/exif-orientation.ts';
import { orient, sizeAsShown } from '../../../src/data/images/orient.ts';

// Stored as
//   1 2 3
//   4 5 6
const stored = Uint8Array.of(1, 2, 3, 4, 5, 6);
const size = { height: 2, width: 3 };

// What Pillow's `ImageOps.exif_transpose` gives for each orientation.
const shown: Readonly<Record<Orientation, readonly (readonly number[])[]>> = {
  1: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  2: [
    [3, 2, 1],
    [6, 5, 4],
  ],
  3: [
    [6, 5, 4],
    [3, 2, 1],
  ],
  4: [
    [4, 5, 6],
    [1, 2, 3],
  ],
  5: [
    [1, 4],
    [2, 5],
    [3, 6],
  ],
  6: [
    [4, 1],
    [5, 2],
    [6, 3],
  ],
  7: [
    [6, 3],
    [5, 2],
    [4, 1],
  ],
  8: [
    [3, 6],
    [2, 5],
    [1, 4],
  ],
};

for (const [number, rows] of Object.entries(shown)) {
  const orientation = Number(number) as Orientation;
  test(`orientation ${number} is turned as viewers turn it`, (t) => {
    t.deepEqual([...orient(stored, 1, size, orientation)], rows.flat());
    t.deepEqual(sizeAsShown(size, orientation), { height: rows.length, width: rows[0]!.length });
  });
}

test('the channels of a pixel stay together', (t) => {
  const rgb = Uint8Array.of(1, 2, 3, 4, 5, 6);
  t.deepEqual([...orient(rgb, 3, { height: 1, width: 2 }, 3)], [4, 5, 6, 1, 2, 3]);
});
