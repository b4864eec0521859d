import test from 'ava';
import { unlessAborted } from '../../src/core/unless-aborted.ts';

test('work that is done has its result, also after the signal', async (t) => {
  t.is(await unlessAborted(Promise.resolve(3), new AbortController().signal), 3);
  t.is(await unlessAborted(Promise.resolve(3), AbortSignal.abort()), 3);
});

test('work that ended with the signal has none', async (t) => {
  const signal = AbortSignal.abort();
  t.is(await unlessAborted(Promise.reject(signal.reason as Error), signal), undefined);
});

test('another error comes out, whatever the signal says', async (t) => {
  const failure = new Error('the disk is full');
  for (const signal of [AbortSignal.abort(), new AbortController().signal])
    t.is(await t.throwsAsync(unlessAborted(Promise.reject(failure), signal)), failure);
});
