import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { TesseraError, type ErrorCode } from '../../src/core/errors/index.ts';
import { assertNoRun, createRun, openStoppedRun } from '../../src/runs/directory.ts';
import type { RunRecord } from '../../src/runs/record.ts';

const record: RunRecord = {
  id: '1a2b3c4d',
  name: 'demo',
  status: 'running',
  step: 3,
  totalSteps: 10,
  startedAt: '2026-01-01T00:00:00.000Z',
  seconds: 1,
  attempts: 1,
  pid: process.pid,
  host: hostname(),
  machine: { cpu: 'cpu', cores: 2, memoryBytes: 1, platform: 'linux x64' },
  versions: { node: '20' },
  backend: 'cpu',
  parameters: { total: 2, trainable: 1 },
};
const newFolder = () => mkdtemp(join(tmpdir(), 'tessera-runs-'));

async function assertRefused(t: ExecutionContext, work: Promise<unknown>, code: ErrorCode, hint: RegExp): Promise<void> {
  const error = await t.throwsAsync(work, { instanceOf: TesseraError });
  t.is(error?.problems[0]?.code, code);
  t.regex(error?.problems[0]?.hints?.join('\n') ?? '', hint);
}

test('a new run has its config, its record and a place for checkpoints', async (t) => {
  const path = join(await newFolder(), 'demo-1a2b3c4d');
  const run = await createRun(path, 'name: demo\n', record);
  t.deepEqual((await readdir(path)).sort(), ['checkpoints', 'config.yaml', 'run.json']);
  t.is(await readFile(run.configFile, 'utf8'), 'name: demo\n');
  t.deepEqual(await run.readRecord(), record);
});

test('of two processes that make the same run, one gets it and the other is told, and no draft stays', async (t) => {
  const folder = await newFolder();
  const path = join(folder, 'demo-1a2b3c4d');
  await createRun(path, 'first', record);
  await assertRefused(t, createRun(path, 'second', record), 'run-exists', /--resume/);
  t.is(await readFile(join(path, 'config.yaml'), 'utf8'), 'first');
  t.deepEqual(await readdir(folder), ['demo-1a2b3c4d']);
});

test('a place where no folder can be made is refused with the reason', async (t) => {
  const file = join(await newFolder(), 'file');
  await writeFile(file, '');
  await assertRefused(t, createRun(join(file, 'demo'), '', record), 'bad-argument', /--runs/);
});

test('an interrupted run is offered for resuming, a completed one for testing', async (t) => {
  const folder = await newFolder();
  await createRun(join(folder, 'a'), '', { ...record, status: 'interrupted' });
  await createRun(join(folder, 'b'), '', { ...record, status: 'completed' });
  await assertRefused(t, assertNoRun(join(folder, 'a')), 'run-exists', /tessera run --resume/);
  await assertRefused(t, assertNoRun(join(folder, 'b')), 'run-exists', /tessera test/);
  await t.notThrowsAsync(assertNoRun(join(folder, 'c')));
});

test('a run that is being trained now says by whom, and offers neither resuming nor deleting', async (t) => {
  const path = join(await newFolder(), 'demo');
  await createRun(path, '', { ...record, pid: process.ppid });
  const error = await t.throwsAsync(assertNoRun(path), { instanceOf: TesseraError });
  t.deepEqual(error?.problems[0]?.hints, [`process ${process.ppid} is training it now: tessera list`]);
});

test('a run that another living process is training cannot be resumed', async (t) => {
  const path = join(await newFolder(), 'demo');
  await createRun(path, '', { ...record, pid: process.ppid });
  await assertRefused(t, openStoppedRun(path), 'run-busy', new RegExp(`kill -INT ${process.ppid}`));
});

test('a run whose process is gone can be resumed', async (t) => {
  const path = join(await newFolder(), 'demo');
  await createRun(path, '', { ...record, pid: 2 ** 22 + 1 });
  t.is((await openStoppedRun(path)).record.step, 3);
});

test('a completed run cannot be resumed, and a folder that is no run says so', async (t) => {
  const folder = await newFolder();
  await createRun(join(folder, 'a'), '', { ...record, status: 'completed' });
  await assertRefused(t, openStoppedRun(join(folder, 'a')), 'run-exists', /--set seed=1/);
  await assertRefused(t, openStoppedRun(folder), 'run-missing', /tessera list/);
});
