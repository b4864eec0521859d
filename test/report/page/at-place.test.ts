import test from 'ava';
import { nearestIndex, valueAt } from '../../../src/report/page/at-place.ts';

const places = [0, 10, 20, 100];
const cases: readonly (readonly [place: number, index: number])[] = [
  [-5, 0],
  [4, 0],
  [5, 0],
  [6, 1],
  [10, 1],
  [59, 2],
  [60, 2],
  [61, 3],
  [1000, 3],
];

for (const [place, index] of cases) {
  test(`of 0, 10, 20 and 100, the one with the index ${index} is nearest to ${place}`, (t) => {
    t.is(nearestIndex(places, place), index);
  });
}

test('the only place is always the nearest', (t) => {
  t.is(nearestIndex([7], 100), 0);
});

const one = { places: [1, 2, 4], shown: [10, 20, null] };
const other = { places: [2, 3], shown: [40, 60] };

test('a curve is told at its end, or nearest to a place', (t) => {
  t.deepEqual(valueAt([other], undefined), { mean: 60, at: 3 });
  t.deepEqual(valueAt([other], 0), { mean: 40, at: 2 });
  t.deepEqual(valueAt([one], 2.5), { mean: 20, at: 2 });
});

test('where nothing was counted there is no value', (t) => {
  t.deepEqual(valueAt([one], undefined), { mean: undefined, at: 4 });
});

test('curves of one name are told as their mean, each at its own nearest place', (t) => {
  t.deepEqual(valueAt([one, other], 2), { mean: 30, at: 2 });
  t.deepEqual(valueAt([one, other], undefined), { mean: 60, at: 4 }, 'one of them has a value there');
});
