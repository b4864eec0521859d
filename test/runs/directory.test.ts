import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { TesseraError, type ErrorCode } from '../../src/core/errors/index.ts';
import { formatHolder } from '../../src/core/lease/beat.ts';
import type { Holder } from '../../src/core/lease/holder.ts';
import { tryLease } from '../../src/core/lease/index.ts';
import { thisMachine } from '../../src/core/lease/process-table.ts';
import { temporaryPath } from '../../src/core/temporary-files.ts';
import { assertNoRun, createRun, openStoppedRun } from '../../src/runs/directory.ts';
import type { RunResult } from '../../src/runs/result.ts';
import { fakeTime } from '../helpers/machines.ts';
import { testRecord } from '../helpers/run-record.ts';
import { fakeRun } from './run-fixture.ts';

const record = testRecord();
const newFolder = () => mkdtemp(join(tmpdir(), 'tessera-runs-'));

async function assertRefused(
  t: ExecutionContext,
  work: Promise<unknown>,
  code: ErrorCode,
  hint: RegExp,
): Promise<void> {
  const error = await t.throwsAsync(work, { instanceOf: TesseraError });
  t.is(error?.problems[0]?.code, code);
  t.regex(error?.problems[0]?.hints?.join('\n') ?? '', hint);
}

test('a new run has its config, its record and a place for checkpoints', async (t) => {
  const path = join(await newFolder(), 'demo-1a2b3c4d');
  const run = await createRun(path, 'name: demo\n', record);
  t.deepEqual((await readdir(path)).sort(), ['checkpoints', 'config.yaml', 'run.json', 'run.lease']);
  await run.assertHeld();
  t.is(await readFile(run.configFile, 'utf8'), 'name: demo\n');
  t.deepEqual(await run.readRecord(), record);
});

test('of two processes that make the same run, one gets it and the other is told, and no draft stays', async (t) => {
  const folder = await newFolder();
  const path = join(folder, 'demo-1a2b3c4d');
  await createRun(path, 'first', record);
  await assertRefused(t, createRun(path, 'second', record), 'run-exists', /is training it now/);
  t.is(await readFile(join(path, 'config.yaml'), 'utf8'), 'first');
  t.deepEqual(await readdir(folder), ['demo-1a2b3c4d']);
});

test('without its config there is no run, and nothing of it is left', async (t) => {
  const folder = await newFolder();
  // Stands for a disk that refuses this one file.
  const unwritable = 5 as unknown as string;
  await t.throwsAsync(createRun(join(folder, 'demo-1a2b3c4d'), unwritable, record));
  t.deepEqual(await readdir(folder), []);
});

test('a place where no folder can be made is refused with the reason', async (t) => {
  const file = join(await newFolder(), 'file');
  await writeFile(file, '');
  await assertRefused(t, createRun(join(file, 'demo'), '', record), 'bad-argument', /--runs/);
});

test('an interrupted run is offered for resuming, a completed one for testing', async (t) => {
  const folder = await newFolder();
  await fakeRun(join(folder, 'a'), { record: { status: 'interrupted' } });
  await fakeRun(join(folder, 'b'), { record: { status: 'completed' } });
  await assertRefused(t, assertNoRun(join(folder, 'a')), 'run-exists', /tessera run --resume/);
  await assertRefused(t, assertNoRun(join(folder, 'b')), 'run-exists', /tessera test/);
  await t.notThrowsAsync(assertNoRun(join(folder, 'c')));
});

test('a run that is being trained now says by whom, and offers neither resuming nor deleting', async (t) => {
  const path = join(await newFolder(), 'demo');
  await createRun(path, '', record);
  const error = await t.throwsAsync(assertNoRun(path), { instanceOf: TesseraError });
  t.deepEqual(error?.problems[0]?.hints, [`process ${process.pid} on ${hostname()} is training it now: tessera list`]);
});

test('a run that a living process is training cannot be resumed', async (t) => {
  const path = join(await newFolder(), 'demo');
  await createRun(path, '', record);
  await assertRefused(t, openStoppedRun(path), 'run-busy', new RegExp(`kill -INT ${process.pid}$`));
});

test('of two that resume one run, one gets it', async (t) => {
  const path = join(await newFolder(), 'demo');
  await fakeRun(path, { record: { status: 'interrupted' } });
  const results = await Promise.allSettled([openStoppedRun(path), openStoppedRun(path)]);
  t.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('a run that was released can be resumed, and what was left half-written is gone', async (t) => {
  const path = join(await newFolder(), 'demo');
  const first = await createRun(path, '', record);
  await first.release();
  const left = temporaryPath(first.checkpointFile('last'));
  await writeFile(left, 'half');
  const { run, record: found } = await openStoppedRun(path);
  t.is(found.step, 3);
  t.deepEqual(await readdir(join(path, 'checkpoints')), []);
  await run.assertHeld();
});

test('the process number in a record is not believed where there is a lease', async (t) => {
  const path = join(await newFolder(), 'demo');
  await fakeRun(path, { record: { status: 'running', pid: process.ppid } });
  await deadLease(path);
  t.is((await openStoppedRun(path)).record.status, 'running');
});

test('a run of another machine that beats is busy, and no process of this one is named to be killed', async (t) => {
  const path = join(await newFolder(), 'demo');
  await fakeRun(path, { record: { status: 'running' } });
  const there = await deadLease(path, { machine: 'B', host: 'B' });
  const time = fakeTime((now) => (now === 5000 ? there(1) : undefined));
  const error = await t.throwsAsync(openStoppedRun(path, time), { instanceOf: TesseraError });
  t.like(error?.problems[0], { code: 'run-busy', hints: ['stop it there first'] });
  t.regex(error.message, /process 4194305 on B is training/);
});

test('a run of another machine that does not beat for a minute is taken over', async (t) => {
  const path = join(await newFolder(), 'demo');
  await fakeRun(path, { record: { status: 'running' } });
  await deadLease(path, { machine: 'B', host: 'B' });
  const time = fakeTime();
  t.is((await openStoppedRun(path, time)).record.step, 10);
  t.is(time.now(), 60_000);
});

test('a holder that lost its run writes neither its record nor its result', async (t) => {
  const path = join(await newFolder(), 'demo');
  const run = await createRun(path, '', record);
  await deadLease(path);
  const error = await t.throwsAsync(run.writeRecord({ ...record, step: 9 }), { instanceOf: TesseraError });
  t.is(error?.problems[0]?.code, 'lease-lost');
  await t.throwsAsync(run.writeResult({} as RunResult), { instanceOf: TesseraError });
  t.is((await run.readRecord())?.step, 3);
  t.is(await run.readResult(), undefined);
  t.true(run.lost.aborted);
});

test('a run without a lease, of an earlier version, is watched by its record', async (t) => {
  const path = join(await newFolder(), 'demo');
  const old = { status: 'running', pid: process.ppid } as const;
  await fakeRun(path, { record: { ...old, step: 3 } });
  const moving = fakeTime((now) => (now === 2000 ? fakeRun(path, { record: { ...old, step: 4 } }) : undefined));
  await assertRefused(t, openStoppedRun(path, moving), 'run-busy', /stop it there first/);
  const still = fakeTime();
  await openStoppedRun(path, still);
  t.is(still.now(), 60_000);
});

test('a run of an earlier version whose process number nobody has is taken over at once', async (t) => {
  const path = join(await newFolder(), 'demo');
  await fakeRun(path, { record: { status: 'running', pid: 2 ** 22 + 1 } });
  const time = fakeTime();
  await openStoppedRun(path, time);
  t.is(time.now(), 0);
});

test('a completed run cannot be resumed, and a folder that is no run says so', async (t) => {
  const folder = await newFolder();
  await fakeRun(join(folder, 'a'));
  await assertRefused(t, openStoppedRun(join(folder, 'a')), 'run-exists', /--set seed=1/);
  await assertRefused(t, openStoppedRun(folder), 'run-missing', /tessera list/);
});

test('a record that cannot be read is neither absent nor overwritten', async (t) => {
  const path = join(await newFolder(), 'demo');
  await fakeRun(path);
  await writeFile(join(path, 'run.json'), '');
  for (const work of [assertNoRun(path), openStoppedRun(path), createRun(path, '', record)])
    await assertRefused(t, work, 'file-unreadable', /left as it is/);
  t.is(await readFile(join(path, 'run.json'), 'utf8'), '');
});

test('a draft of a process that died is removed by the next run, one of a living process is not', async (t) => {
  const folder = await newFolder();
  const [dead, living] = ['dead', 'living'].map((name) => join(folder, temporaryPath(`.${name}`)));
  await fakeRun(dead!);
  await deadLease(dead!);
  await fakeRun(living!);
  await tryLease(join(living!, 'run.lease'));
  await createRun(join(folder, 'demo'), '', record);
  t.deepEqual((await readdir(folder)).sort(), [basename(living!), 'demo']);
});

test('a draft without a lease is removed when it is a minute older than a new one, not before', async (t) => {
  const folder = await newFolder();
  const [old, young] = ['old', 'young'].map((name) => join(folder, temporaryPath(`.${name}`)));
  for (const draft of [old!, young!]) await mkdir(draft);
  const ago = (seconds: number) => new Date(Date.now() - 1000 * seconds);
  await utimes(old!, ago(100), ago(100));
  await utimes(young!, ago(20), ago(20));
  await createRun(join(folder, 'demo'), '', record);
  t.deepEqual((await readdir(folder)).sort(), [basename(young!), 'demo']);
});

test('who waits for a run of another machine can be stopped, and hears why', async (t) => {
  const path = join(await newFolder(), 'demo');
  await fakeRun(path, { record: { status: 'running', host: 'elsewhere' } });
  const stop = new AbortController();
  const waited: unknown[] = [];
  const onWait = (holder: unknown) => {
    waited.push(holder);
    stop.abort(new Error('stopped by the user'));
  };
  const work = openStoppedRun(path, { signal: stop.signal, lookEvery: 60_000, onWait });
  await t.throwsAsync(work, { message: 'stopped by the user' });
  t.deepEqual(waited, [undefined]);
});

test('whoever waits is told so once, and by force does not wait', async (t) => {
  const path = join(await newFolder(), 'demo');
  await fakeRun(path, { record: { status: 'running', host: 'elsewhere' } });
  let told = 0;
  const time = fakeTime();
  const { run } = await openStoppedRun(path, { ...time, onWait: () => told++ });
  t.deepEqual([told, time.now()], [1, 60_000]);
  await run.release();
  const forced = fakeTime();
  await openStoppedRun(path, { ...forced, force: true, onWait: () => told++ });
  t.deepEqual([told, forced.now()], [1, 0]);
});

test('a run that is completed while one takes it over is left, and its lease is free again', async (t) => {
  const path = join(await newFolder(), 'demo');
  await fakeRun(path, { record: { status: 'interrupted' } });
  const processes = {
    ...thisMachine,
    async machine() {
      await fakeRun(path, { record: { status: 'completed' } });
      return thisMachine.machine();
    },
  };
  await assertRefused(t, openStoppedRun(path, { processes }), 'run-exists', /tessera test/);
  t.false(existsSync(join(path, 'run.lease')));
});

test('the files of a run have their places, and its result is read as it was written', async (t) => {
  const path = join(await newFolder(), 'demo');
  const run = await createRun(path, '', record);
  t.deepEqual(
    [run.path, run.configFile, run.leaseFile, run.checkpointFile('best')],
    ['', 'config.yaml', 'run.lease', 'checkpoints/best.safetensors'].map((name) => join(path, name)),
  );
  const figures = { loss: 1, metrics: {} };
  const rest = { classes: [], best: null, seconds: 1, skipped: [] };
  const result: RunResult = { id: 'a', name: 'b', steps: 1, test: figures, ...rest };
  await run.writeResult(result);
  t.deepEqual(await run.readResult(), result);
  await run.writeRecord({ ...record, step: 4 });
  t.is((await run.readRecord())?.step, 4);
  t.false(run.lost.aborted);
});

/** The lease of a process that is gone. Returns what writes a heartbeat. */
async function deadLease(path: string, changes: Partial<Holder> = {}): Promise<(beats: number) => Promise<void>> {
  const machine = await thisMachine.machine();
  const holder = { host: hostname(), machine, pid: 2 ** 22 + 1, began: '1', token: 'dead', beats: 0, ...changes };
  const beat = (beats: number) => writeFile(join(path, 'run.lease'), formatHolder({ ...holder, beats }));
  await beat(0);
  return beat;
}
