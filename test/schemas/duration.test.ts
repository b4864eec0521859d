import test from 'ava';
import { duration, durationInSeconds } from '../../schemas/duration.ts';

test('a duration is days, hours, minutes and seconds, in this order, some of them', (t) => {
  for (const right of ['20m', '90s', '1h30m', '1h 30m', '2d 1h 3m 4s', '1d', '10s']) {
    t.is(duration.parse(right), right);
  }
  for (const wrong of ['', '20', 'm', '30m 1h', '1.5h', '20 m', '-1m', ' ', '20min', '20m ', '0s', '0h 0m', 20])
    t.false(duration.safeParse(wrong).success, JSON.stringify(wrong));
});

test('in seconds', (t) => {
  t.deepEqual(['20m', '90s', '1h 30m', '2d 1h 3m 4s'].map(durationInSeconds), [1200, 90, 5400, 176584]);
});
