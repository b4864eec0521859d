import test from 'ava';
import { nameCounts } from '../../../src/data/masks/name-counts.ts';

const labels = new Map([[26, 1]]);
const counts = (entries: readonly (readonly [number, number])[]) => new Map(entries);

test('values without a meaning are named, those that share one are told together', (t) => {
  const found = counts([
    [26, 5],
    [7, 2],
    [8, 3],
  ]);
  t.deepEqual(nameCounts(found, { labels }, String), [
    { value: '26', label: 1, pixels: 5 },
    { value: '7', pixels: 2 },
    { value: '8', pixels: 3 },
  ]);
  t.deepEqual(nameCounts(found, { labels, others: 0 }, String), [
    { value: '26', label: 1, pixels: 5 },
    { value: 'other values', label: 0, pixels: 5 },
  ]);
});

test('objects of one class are counted as the class', (t) => {
  const found = counts([
    [26_001, 5],
    [26_002, 2],
  ]);
  t.deepEqual(nameCounts(found, { labels, divisor: 1000 }, String), [{ value: '26', label: 1, pixels: 7 }]);
});

test('of many values without a meaning, the 64 most frequent are named', (t) => {
  const named = nameCounts(
    counts(Array.from({ length: 70 }, (_, index) => [index + 100, index + 1])),
    { labels },
    String,
  );
  t.is(named.length, 64);
  t.deepEqual(named[0], { value: '169', pixels: 70 });
});
