import test from 'ava';
import { axisOf, secondsAt } from '../../../src/report/page/axis.ts';

const clock = { run: 1, startedAt: '2026-01-01T00:00:00.000Z', steps: [10, 20, 30], seconds: [0, 100, 400] };
const report = { clocks: [clock] };

test('between two steps time passes evenly, and outside of them it stands still', (t) => {
  t.deepEqual(
    [0, 10, 15, 20, 29, 30, 99].map((step) => secondsAt(clock, step)),
    [0, 0, 50, 100, 370, 400, 400],
  );
});

test('steps are their own places, for every run', (t) => {
  const { place, describe } = axisOf('step', report);
  t.is(place(0, 1234), 1234);
  t.is(describe(1234), 'step 1,234');
});

test('relative time is seconds since the start, in the unit that fits the axis', (t) => {
  const { place, describe, tick } = axisOf('relative', report);
  t.deepEqual([place(1, 15), place(0, 15)], [50, undefined]);
  t.is(describe(100), '1 min 40 s');
  t.deepEqual([tick!(90, 170), tick!(90, 600), tick!(5400, 20_000)], ['90 s', '1.5 min', '1.5 h']);
});

test('wall time is the date', (t) => {
  const { place, describe, type } = axisOf('wall', report);
  t.is(place(1, 20), Date.UTC(2026, 0, 1, 0, 1, 40));
  t.is(place(0, 20), undefined);
  t.is(describe(place(1, 20)!), '2026-01-01 00:01 UTC');
  t.is(type, 'utc');
});
