import test from 'ava';
import { positionsOf, valuePositions } from '../../../src/report/page/positions.ts';

test('values of an axis lie in equal distances, many numbers by their size or, over wide spans, its logarithm', (t) => {
  const axis = (numbers: readonly number[], isNumeric = true) => ({
    key: 'a',
    isNumeric,
    values: numbers.map((number) => ({ text: String(number), number, runs: [] })),
  });
  t.deepEqual([...positionsOf(axis([0, 1e-5, 1])).values()], [0, 0.5, 1]);
  t.deepEqual([...positionsOf(axis([9, 3, 4], false)).values()], [0, 0.5, 1]);
  t.deepEqual([...positionsOf(axis([7])).values()], [0.5]);
  const many = (scale: (place: number) => number) =>
    positionsOf(axis(Array.from({ length: 9 }, (_, place) => scale(place))));
  t.is(many((place) => 4 + place ** 2).get('20'), 0.25);
  t.true(Math.abs(many((place) => 10 ** place).get('100')! - 0.25) < 1e-12);
  t.deepEqual(valuePositions([0.5, 0.9]).ticks, [0.5, 0.7, 0.9]);
  t.is(valuePositions([2, 4]).position(3.5), 0.75);
  t.deepEqual([valuePositions([2, 2]).ticks, valuePositions([2, 2]).position(2)], [[2], 0.5]);
});
