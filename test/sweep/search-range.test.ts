import test from 'ava';
import type { SearchRange } from '../../src/registry/index.ts';
import { dimensionOf, placeOf, valueAt } from '../../src/sweep/search-range.ts';

const uniform: SearchRange = { type: 'uniform', low: -1, high: 3 };
const log: SearchRange = { type: 'log-uniform', low: 1e-4, high: 1e-2 };
const whole: SearchRange = { type: 'integer', low: 2, high: 5 };
const choice: SearchRange = { type: 'choice', values: ['a', 'b'] };

test('places are shares of a range, of its logarithm, or whole numbers', (t) => {
  t.deepEqual(
    [0, 0.25, 1].map((place) => valueAt(uniform, place)),
    [-1, 0, 3],
  );
  t.deepEqual(
    [0, 0.5, 1].map((place) => valueAt(log, place)),
    [1e-4, 1e-3, 1e-2],
  );
  t.deepEqual(
    [0, 3].map((place) => valueAt(whole, place)),
    [2, 5],
  );
  t.is(valueAt(choice, 1), 1);
  t.is(valueAt(uniform, 1 / 3), 0.333333, 'six significant digits');
});

test('values have the places that they were made of', (t) => {
  t.is(placeOf(uniform, 0), 0.25);
  t.true(Math.abs(placeOf(log, 1e-3)! - 0.5) < 1e-12);
  t.is(placeOf(whole, 4), 2);
  t.is(placeOf(choice, 1), 1);
});

test('what is outside of a range has no place', (t) => {
  t.is(placeOf(uniform, 3.1), undefined);
  t.is(placeOf(uniform, 'three'), undefined);
  t.is(placeOf(log, 9e-5), undefined);
  t.is(placeOf(whole, 2.5), undefined);
  t.is(placeOf(whole, 6), undefined);
  t.is(placeOf(choice, 2), undefined);
});

test('a search knows how many whole numbers and choices there are', (t) => {
  t.deepEqual([uniform, log, whole, choice].map(dimensionOf), [
    { kind: 'number' },
    { kind: 'number' },
    { kind: 'integer', count: 4 },
    { kind: 'choice', count: 2 },
  ]);
});
