import test from 'ava';
import { interruptedCode, withInterrupt } from '../../src/cli/interrupt.ts';
import { testContext } from './_context.ts';

test('the first interrupt aborts the signal and says so; afterwards nobody listens', async (t) => {
  const { context, err, listeners, interrupt } = testContext();
  const result = await withInterrupt(context, async (signal) => {
    t.false(signal.aborted);
    interrupt();
    return signal.aborted;
  });
  t.true(result);
  t.deepEqual(err, ['Stopping after this step. Press Ctrl-C again to stop at once, without saving.']);
  t.is(listeners.size, 0);
});

test('an error of the work comes out, and nobody listens any more', async (t) => {
  const { context, listeners } = testContext();
  const failure = new Error('no');
  t.is(await t.throwsAsync(withInterrupt(context, () => Promise.reject(failure))), failure);
  t.is(listeners.size, 0);
});

test('the exit code is 128 and the number of the first signal', (t) => {
  const codes = (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).map((signal) =>
    interruptedCode({ interruptedBy: () => signal }),
  );
  t.deepEqual(codes, [129, 130, 143]);
  t.is(interruptedCode({ interruptedBy: () => undefined }), 130);
});
