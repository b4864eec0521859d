import test from 'ava';
import { withCleanup } from '../../src/core/with-cleanup.ts';

const fail = (message: string) => () => {
  throw new Error(message);
};

const unexpected = (error: unknown) => {
  throw new Error('not expected to be called', { cause: error });
};

test('the result is that of the work; what it added is done last first, those for failures not', async (t) => {
  const done: string[] = [];
  const result = await withCleanup(async (cleanup) => {
    cleanup.always(() => void done.push('first'));
    cleanup.onFailure(() => void done.push('failed'));
    cleanup.always(async () => void done.push('second'));
    done.push('work');
    return 7;
  }, unexpected);
  t.is(result, 7);
  t.deepEqual(done, ['work', 'second', 'first']);
});

test("the work's error is thrown itself, all that it added is done, and later errors are reported in order", async (t) => {
  const done: unknown[] = [];
  const first = new Error('the work');
  const later: string[] = [];
  const error = await t.throwsAsync(
    withCleanup(
      async (cleanup) => {
        cleanup.always(() => void done.push('opened first'));
        cleanup.onFailure((cause) => void done.push(cause));
        cleanup.always(fail('closing one'));
        cleanup.onFailure(async () => fail('recording it')());
        throw first;
      },
      (problem) => later.push((problem as Error).message),
    ),
  );
  t.is(error, first);
  t.deepEqual(later, ['recording it', 'closing one']);
  t.deepEqual(done, [first, 'opened first']);
});

test('where the work succeeds, the first that fails of what it added is the error, and what comes after it knows', async (t) => {
  const known: string[] = [];
  const later: string[] = [];
  await t.throwsAsync(
    withCleanup(
      async (cleanup) => {
        cleanup.always(fail('third'));
        cleanup.onFailure((error) => void known.push((error as Error).message));
        cleanup.always(fail('second'));
        cleanup.onFailure(unexpected);
      },
      (problem) => later.push((problem as Error).message),
    ),
    { message: 'second' },
  );
  t.deepEqual(known, ['second']);
  t.deepEqual(later, ['third']);
});

test('what is thrown may be undefined', async (t) => {
  let told = false;
  const attempt = withCleanup(async (cleanup) => {
    cleanup.onFailure((error) => void (told = error === undefined));
    await Promise.reject(undefined);
  }, unexpected);
  await attempt.then(
    () => t.fail('it succeeded'),
    (error: unknown) => t.is(error, undefined),
  );
  t.true(told);
});
