import test from 'ava';
import { carryOut } from '../../../src/cli/launch/carry-out.ts';
import { exitCodes, type ExitCode } from '../../../src/core/errors/index.ts';
import type { ToRun } from '../../../src/launch/run-launch.ts';

const { done, interrupted, runFailed } = exitCodes;

/** The commands that are called, which end with these codes, and the code that is made of them. */
async function carriedOut(what: ToRun, ...codes: readonly ExitCode[]) {
  const called: string[] = [];
  const code = await carryOut(what, (...words) => Promise.resolve(codes[called.push(words.join(' ')) - 1]!));
  return [...called, code];
}

test('a file is run, a run that stopped is resumed', async (t) => {
  t.deepEqual(await carriedOut({ file: 'a.yaml' }, runFailed), ['run a.yaml', runFailed]);
  t.deepEqual(await carriedOut({ resume: 'runs/a' }, done), ['run --resume runs/a', done]);
});

test('jobs are submitted and watched; after a signal they are cancelled, and watched to their end', async (t) => {
  t.deepEqual(await carriedOut({ submit: 'a.yaml' }, done), ['run a.yaml --attach', done]);
  t.deepEqual(await carriedOut({ submit: 'a.yaml' }, runFailed), ['run a.yaml --attach', runFailed]);
  const cancelling = ['sweep a.yaml --cancel', 'sweep a.yaml --attach'];
  t.deepEqual(await carriedOut({ submit: 'a.yaml' }, interrupted, done, done), [
    'run a.yaml --attach',
    ...cancelling,
    interrupted,
  ]);
});

test('jobs that a dead process left are cancelled, and watched to their end', async (t) => {
  const cancelling = ['sweep a.yaml --cancel', 'sweep a.yaml --attach'];
  t.deepEqual(await carriedOut({ withdraw: 'a.yaml' }, done, runFailed), [...cancelling, interrupted]);
  t.deepEqual(await carriedOut({ withdraw: 'a.yaml' }, done, done), [...cancelling, done], 'they were complete');
});
