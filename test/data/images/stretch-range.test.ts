import test from 'ava';
import { stretchRange } from '../../../src/data/images/stretch-range.ts';

const stretch = (...values: number[]) => [...stretchRange(Uint16Array.from(values))];

test('the least number becomes 0, the largest 255, and what is between them is rounded', (t) => {
  t.deepEqual(stretch(100, 1120, 355, 357), [0, 255, 64, 64]);
  t.deepEqual(stretch(0, 65_535, 256, 129), [0, 255, 1, 1]);
  t.deepEqual(stretch(0, 65_535, 128), [0, 255, 0]);
  t.deepEqual(stretch(7, 8), [0, 255]);
});

test('equal numbers keep their share of all that 16 bits can hold', (t) => {
  t.deepEqual(stretch(257, 257), [1, 1]);
  t.deepEqual(stretch(65_535), [255]);
});
