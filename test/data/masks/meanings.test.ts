import test from 'ava';
import { labelOf, nameCounts, settingsOf } from '../../../src/data/masks/meanings.ts';

const labels = new Map([
  [0, 255],
  [26, 1],
]);

test('a value without a meaning of its own has that of all others, or none', (t) => {
  t.is(labelOf(26, { labels }), 1);
  t.is(labelOf(7, { labels }), undefined);
  t.is(labelOf(7, { labels, others: 0 }), 0);
  t.is(labelOf(26, { labels, others: 0 }), 1);
});

test('with a divisor, the class is what is before the number of the object', (t) => {
  const meanings = { labels, divisor: 1000 };
  t.is(labelOf(26_000, meanings), 1);
  t.is(labelOf(26_999, meanings), 1);
  t.is(labelOf(26, meanings), 1);
  t.is(labelOf(27_000, meanings), undefined);
  t.is(labelOf(999, { labels: new Map([[0, 3]]), divisor: 1000 }), undefined);
  t.is(labelOf(1000, { labels: new Map([[1, 3]]), divisor: 1000 }), 3);
});

test('each part of the meanings is a part of the settings', (t) => {
  const all = [{ labels }, { labels, others: 0 }, { labels, others: 1 }, { labels, divisor: 1000 }];
  t.is(new Set(all.map(settingsOf)).size, 4);
  t.is(settingsOf({ labels }), '[[0,255],[26,1]]');
});

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
