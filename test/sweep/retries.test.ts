import test from 'ava';
import type { SweepSection } from '../../schemas/index.ts';
import { retriesOf, secondsBefore } from '../../src/sweep/retries.ts';

test('the wait doubles with each failure, up to an hour, and ends at the limit', (t) => {
  const waits = [1, 2, 3, 4].map((failures) => secondsBefore(failures, { limit: 3, seconds: 30 }));
  t.deepEqual(waits, [30, 60, 120, undefined]);
  t.is(secondsBefore(9, { limit: 10, seconds: 30 }), 3600);
  t.is(secondsBefore(1, { limit: 0, seconds: 30 }), undefined);
});

test("the command line's limit comes before that of the file, and without either nothing is tried again", (t) => {
  const written = { retries: { limit: 2, wait: '1m' } } as SweepSection;
  t.deepEqual(retriesOf(written, undefined), { limit: 2, seconds: 60 });
  t.deepEqual(retriesOf(written, 0), { limit: 0, seconds: 60 });
  t.deepEqual(retriesOf(undefined, undefined), { limit: 0, seconds: 30 });
  t.deepEqual(retriesOf(undefined, 3), { limit: 3, seconds: 30 });
});
