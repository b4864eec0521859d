import test from 'ava';
import { divide } from '../../../src/data/splits/divide.ts';
import { shareOf } from '../../../src/data/splits/share-of.ts';

const all = (length: number) => [...Array(length).keys()];

test('without groups and labels, parts are consecutive in one random order', (t) => {
  const [train, val] = divide(10, { shares: [0.7, 0.3], seed: 3 });
  t.deepEqual(train, shareOf(10, 0, 0.7, 3));
  t.deepEqual(val, shareOf(10, 0.7, 1, 3));
});

test('folds are disjoint, complete, and of sizes that differ by at most one', (t) => {
  const folds = divide(13, { shares: Array<number>(5).fill(0.2), seed: 0 });
  t.deepEqual(
    folds.flat().sort((a, b) => a - b),
    all(13),
  );
  const sizes = folds.map(({ length }) => length);
  t.true(Math.max(...sizes) - Math.min(...sizes) <= 1, String(sizes));
});

test('a group stays together, and the parts are about as large as their shares', (t) => {
  const groups = all(60).map((index) => `p${Math.floor(index / 3)}`);
  const parts = divide(60, { shares: [0.6, 0.2, 0.2], seed: 1, groups });
  t.deepEqual(
    parts.flat().sort((a, b) => a - b),
    all(60),
  );
  for (const [index, part] of parts.entries()) {
    const others = parts.filter((_, other) => other !== index).flat();
    const own = new Set(part.map((position) => groups[position]));
    t.false(others.some((position) => own.has(groups[position])));
  }
  t.deepEqual(
    parts.map(({ length }) => length),
    [36, 12, 12],
  );
  t.deepEqual(divide(60, { shares: [0.6, 0.2, 0.2], seed: 1, groups }), parts);
  t.notDeepEqual(divide(60, { shares: [0.6, 0.2, 0.2], seed: 2, groups }), parts);
});

test('each part has its share of every label', (t) => {
  // Label 2 is in 5 of 50 photos, label 1 in every second one.
  const labels = all(50).map((index) => [0, ...(index % 2 === 0 ? [1] : []), ...(index % 10 === 3 ? [2] : [])]);
  const folds = divide(50, { shares: Array<number>(5).fill(0.2), seed: 0, labels });
  const having = (part: readonly number[], label: number) =>
    part.filter((position) => labels[position]!.includes(label)).length;
  t.deepEqual(
    folds.map((part) => part.length),
    [10, 10, 10, 10, 10],
  );
  t.deepEqual(
    folds.map((part) => having(part, 2)),
    [1, 1, 1, 1, 1],
  );
  t.deepEqual(
    folds.map((part) => having(part, 1)),
    [5, 5, 5, 5, 5],
  );
});

test('with both, groups stay together and the rare label is spread', (t) => {
  const groups = all(40).map((index) => `p${index >> 2}`);
  const labels = all(40).map((index) => (index === 0 || index === 20 ? [1] : []));
  const [first, second] = divide(40, { shares: [0.5, 0.5], seed: 5, groups, labels });
  t.is(first!.length, 20);
  t.is(first!.filter((position) => labels[position]!.length > 0).length, 1);
  t.true(second!.every((position) => !first!.some((other) => groups[other] === groups[position])));
});

test('shares of less than all leave the rest out', (t) => {
  const groups = all(10).map(String);
  const parts = divide(10, { shares: [0.2, 0.1], seed: 0, groups });
  t.deepEqual(
    parts.map(({ length }) => length),
    [2, 1],
  );
  t.deepEqual(
    divide(10, { shares: [0.2, 0.1], seed: 0 }).map(({ length }) => length),
    [2, 1],
  );
});
