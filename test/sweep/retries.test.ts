import test from 'ava';
import { secondsBefore } from '../../src/sweep/retries.ts';

test('the wait doubles with each failure, up to an hour, and ends at the limit', (t) => {
  const waits = [1, 2, 3, 4].map((failures) => secondsBefore(failures, { limit: 3, seconds: 30 }));
  t.deepEqual(waits, [30, 60, 120, undefined]);
  t.is(secondsBefore(9, { limit: 10, seconds: 30 }), 3600);
  t.is(secondsBefore(1, { limit: 0, seconds: 30 }), undefined);
});
