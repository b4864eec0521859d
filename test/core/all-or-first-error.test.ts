import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { allOrFirstError } from '../../src/core/all-or-first-error.ts';

test('the results are in the order given', async (t) => {
  const late = sleep(10).then(() => 1);
  t.deepEqual(await allOrFirstError([late, Promise.resolve(2)]), [1, 2]);
});

test('an error is thrown when the others have ended too, and it is that of the first', async (t) => {
  let ended = false;
  const late = sleep(10).then(() => (ended = true));
  const failing = ['first', 'second'].map((text) => Promise.reject(new Error(text)));
  await t.throwsAsync(allOrFirstError<unknown>([...failing, late]), { message: 'first' });
  t.true(ended);
});
