import test from 'ava';
import { createBackoff } from '../../src/jobs/backoff.ts';

test('the time between two questions doubles up to the most while nothing changes', (t) => {
  let now = 0;
  const backoff = createBackoff(5, 60, () => now);
  t.true(backoff.isDue());
  const waits: number[] = [];
  for (let question = 0; question < 6; question++) {
    backoff.asked(false);
    const before = now;
    while (!backoff.isDue()) now++;
    waits.push(now - before);
  }
  t.deepEqual(waits, [5, 10, 20, 40, 60, 60]);
});

test('a change makes it short again', (t) => {
  let now = 0;
  const backoff = createBackoff(5, 60, () => now);
  for (let question = 0; question < 4; question++) backoff.asked(false);
  backoff.asked(true);
  now = 4.9;
  t.false(backoff.isDue());
  now = 5;
  t.true(backoff.isDue());
});
