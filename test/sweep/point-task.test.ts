import { readdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { SweepPoint } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { listSource } from '../../src/sweep/point-source.ts';
import { pointTask } from '../../src/sweep/point-task.ts';
import { openSweepDirectory } from '../../src/sweep/sweep-directory.ts';
import { newFolder } from '../helpers/tessera.ts';
import { testAttempt } from '../helpers/run-record.ts';
import { fakeRun } from '../runs/run-fixture.ts';
import { fakeSweep } from './sweep-fixture.ts';

async function place(threads?: number) {
  const path = await newFolder();
  const loaded = fakeSweep([{ lr: 1, ...(threads !== undefined && { threads }) }]);
  const directory = await openSweepDirectory(path, loaded, listSource(loaded.points));
  const given: SweepPoint = loaded.points[0]!;
  const point = directory.point(given);
  const taskOf = (state: LedgerPoint['state'], atOnce = 1, force = false) =>
    pointTask(directory, { ...point, state }, given, state === 'failed', {
      workingDirectory: '/work',
      atOnce,
      tessera: (args) => ['tessera', ...args],
      force,
    });
  return { path, directory, point, given, taskOf, run: directory.runPath(point) };
}

test('a point that waits is run from its config, which is written then', async (t) => {
  const { directory, point, given, taskOf, run } = await place();
  const task = await taskOf('waiting');
  t.deepEqual(task.command, [
    'tessera',
    'run',
    directory.configFile(point),
    '--expect-id',
    point.id,
    '--run-directory',
    run,
  ]);
  t.is(await readFile(directory.configFile(point), 'utf8'), given.yaml);
  t.like(task, {
    name: point.name,
    workingDirectory: '/work',
    logFile: directory.logFile(point),
    reportFile: directory.reportFile(point),
  });
});

test('a run that stopped goes on, whether it has a checkpoint or not, and nothing of it is removed', async (t) => {
  const { taskOf, run } = await place();
  await fakeRun(run, { record: { status: 'interrupted' } });
  const before = (await readdir(run)).sort();
  for (const state of ['interrupted', 'unknown'] as const)
    t.deepEqual((await taskOf(state)).command, ['tessera', 'run', '--resume', run]);
  t.deepEqual((await readdir(run)).sort(), before);
});

test('a run that may live elsewhere is taken at once where that is asked for', async (t) => {
  const { taskOf, run } = await place();
  await fakeRun(run, { record: { status: 'running' } });
  t.deepEqual((await taskOf('unknown', 1, true)).command, ['tessera', 'run', '--resume', run, '--force']);
});

test('a point that failed begins anew, and what it left is kept aside', async (t) => {
  const { path, taskOf, run, point } = await place();
  await fakeRun(run, { record: { status: 'failed' } });
  await writeFile(join(run, 'checkpoint'), 'kept');
  t.true((await taskOf('failed')).command.includes('--run-directory'));
  t.is(await readFile(join(path, 'aside', point.name, 'checkpoint'), 'utf8'), 'kept');
  t.false((await readdir(path)).includes(point.name));
});

test('a run that cannot be read is not started over', async (t) => {
  const { taskOf, run } = await place();
  await fakeRun(run);
  await writeFile(join(run, 'run.json'), '');
  await t.throwsAsync(taskOf('waiting'), { instanceOf: TesseraError, message: /^file-unreadable/ });
  t.true((await readdir(run)).includes('run.json'));
});

test('the cores are shared among the processes, at least one for each', async (t) => {
  const { taskOf } = await place();
  const threads = async (atOnce: number) => (await taskOf('waiting', atOnce)).environment['TESSERA_THREADS'];
  t.is(await threads(1), String(availableParallelism()));
  t.is(await threads(2), String(Math.max(1, Math.floor(availableParallelism() / 2))));
  t.is(await threads(10_000), '1');
});

test('a point that failed begins anew with the threads of its first attempt, whatever the share is now', async (t) => {
  const { taskOf, run } = await place();
  const attempts = [5, 7].map((threads, index) =>
    testAttempt({ number: index + 1, engine: { backend: 'wasm', device: 'cpu', threads } }),
  );
  await fakeRun(run, { record: { status: 'failed', attempts } });
  const task = await taskOf('failed', 2);
  t.is(task.environment['TESSERA_THREADS'], '5');
  t.is(task.threadsAsBefore, 5);
});

test('a point that failed before it was a run, or whose record is damaged, gets its share', async (t) => {
  const share = String(Math.max(1, Math.floor(availableParallelism() / 2)));
  for (const damage of [() => Promise.resolve(), (run: string) => writeFile(join(run, 'run.json'), '')]) {
    const { taskOf, run } = await place();
    await fakeRun(run, { record: { status: 'failed' } });
    await damage(run);
    const task = await taskOf('failed', 2);
    t.deepEqual([task.environment['TESSERA_THREADS'], task.threadsAsBefore], [share, undefined]);
  }
});

test('an experiment that says how many threads it wants gets no other number', async (t) => {
  const { taskOf } = await place(3);
  t.deepEqual((await taskOf('waiting', 2)).environment, {});
});
