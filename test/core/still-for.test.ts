import test from 'ava';
import { stillFor } from '../../src/core/still-for.ts';

const told = (seconds: number, progress: readonly (number | undefined)[]) => progress.map(stillFor(() => seconds));

test('the limit is reached at the look that is so many seconds after the last progress', (t) => {
  t.deepEqual(told(2, [5, 5, 5, 5]), [false, false, true, true]);
  t.deepEqual(told(1, [5, 5]), [false, true]);
});

test('each progress begins anew, however small', (t) => {
  t.deepEqual(told(2, [0, 0, 1, 1, 0, 0, 0]), [false, false, false, false, false, false, true]);
});

test('with nothing to do, no time passes', (t) => {
  t.deepEqual(told(1, [undefined, undefined, 3, undefined, 3, 3]), [false, false, false, false, false, true]);
});

test('the limit may change while it counts', (t) => {
  let limit = 3;
  const look = stillFor(() => limit);
  t.deepEqual([look(0), look(0)], [false, false]);
  limit = 2;
  t.true(look(0));
});
