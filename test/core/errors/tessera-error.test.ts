import test from 'ava';
import { rememberSecret } from '../../../src/core/secrets/hide.ts';
import { exitCodes, isInterrupted, TesseraError } from '../../../src/core/errors/tessera-error.ts';

test('an error has all its problems, and a line for each', (t) => {
  const cause = new Error('why');
  const problems = [
    { code: 'bad-value', message: 'first' },
    { code: 'missing-key', message: 'second', path: 'train.epochs' },
  ] as const;
  const error = new TesseraError(problems, { cause });
  t.deepEqual(error.problems, problems);
  t.is(error.message, 'bad-value: first\nmissing-key: second');
  t.is(error.cause, cause);
  t.is(error.name, 'TesseraError');
  t.deepEqual(new TesseraError(problems[0]).problems, [problems[0]], 'one problem is a list of one');
});

test('the exit code says that the run failed only where all problems are of the run', (t) => {
  const ended = { code: 'diverged', message: 'the loss is NaN' } as const;
  const wrong = { code: 'bad-value', message: 'expected a number' } as const;
  t.is(new TesseraError(ended).exitCode, 1);
  t.is(new TesseraError(wrong).exitCode, 2);
  t.is(new TesseraError([ended, wrong]).exitCode, 2);
});

test('exit codes of a process that was asked to end are 128 and the number of its signal', (t) => {
  t.deepEqual([129, 130, 143].map(isInterrupted), [true, true, true]);
  t.deepEqual([0, 1, 2, 75, 137, undefined].map(isInterrupted), [false, false, false, false, false, false]);
  t.is(exitCodes.tryAgain, 75, 'EX_TEMPFAIL of sysexits.h');
});

test('a secret that a message or a hint quotes is told as its reference', (t) => {
  rememberSecret('correct-horse', '${secret:TOKEN}');
  const problem = { code: 'bad-value', message: 'got correct-horse', hints: ['not correct-horse'] } as const;
  const [shown] = new TesseraError(problem).problems;
  t.is(shown!.message, 'got ${secret:TOKEN}');
  t.deepEqual(shown!.hints, ['not ${secret:TOKEN}']);
});
