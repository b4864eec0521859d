import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { fileState } from '../../src/core/file-state.ts';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import type { JobEnd } from '../../src/launch/launcher.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { failureOf, refresh, refreshAfter, testMetrics } from '../../src/sweep/point-state.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from '../runs/run-fixture.ts';

const point: LedgerPoint = { id: 'a', name: 'run-a', overrides: {}, state: 'waiting', attempts: 1 };
const stale = { error: 'an old error', code: 'diverged', metrics: { iou: 0 }, directions: { iou: 'max' } } as const;

test('a point without a folder waits, unless it failed before it had one', async (t) => {
  const sweep = await newFolder();
  t.deepEqual(await refresh(sweep, { ...point, state: 'running' }), point);
  const failed = { ...point, state: 'failed', error: 'no data', code: 'file-missing' } as const;
  t.deepEqual(await refresh(sweep, failed), failed);
});

test('a completed run has its metrics, and no error of an earlier attempt', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, 'run-a'), { metrics: { 'iou/macro/image': 0.9 } });
  t.deepEqual(await refresh(sweep, { ...point, ...stale, state: 'failed' }), {
    ...point,
    record: (await fileState(join(sweep, 'run-a', 'run.json'))).text,
    state: 'completed',
    seconds: 60,
    metrics: { 'iou/macro/image': 0.9, loss: 0.25 },
    directions: { 'iou/macro/image': 'max', loss: 'min' },
  });
});

test('an interrupted run has no error of an earlier attempt, not even one in its record', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, 'run-a'), { record: { status: 'interrupted', error: 'an older error' } });
  t.deepEqual(await refresh(sweep, { ...point, ...stale }), { ...point, state: 'interrupted', seconds: 60 });
});

test('a failed run has the error of its record', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, 'run-a'), { record: { status: 'failed', error: 'out of memory' } });
  t.like(await refresh(sweep, { ...point, ...stale }), { state: 'failed', error: 'out of memory', code: undefined });
});

test('a run that somebody trains is running, one of another machine is unknown', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, 'run-a'), { record: { status: 'running', host: 'elsewhere' } });
  t.is((await refresh(sweep, point)).state, 'unknown');
  const lease = (await tryLease(join(sweep, 'run-a', 'run.lease'))) as Lease;
  t.is((await refresh(sweep, point)).state, 'running');
  await lease.release();
});

test('a folder that holds something else than a run is a failed point, with the reason', async (t) => {
  const sweep = await newFolder();
  await mkdir(join(sweep, 'run-a', 'checkpoints'), { recursive: true });
  t.like(await refresh(sweep, point), { state: 'failed' });
  t.regex((await refresh(sweep, point)).error!, /has no run.json, and is not empty/);
  await writeFile(join(sweep, 'run-a', 'run.json'), '');
  const broken = await refresh(sweep, point);
  t.is(broken.code, 'file-unreadable');
  t.regex(broken.error!, /it is empty/);
});

test('what the system does not let one read is an error, and nothing is concluded from it', async (t) => {
  const sweep = await newFolder();
  await mkdir(join(sweep, 'run-a'));
  await symlink('run.json', join(sweep, 'run-a', 'run.json'));
  await t.throwsAsync(refresh(sweep, point), { instanceOf: TesseraError, message: /^file-unreadable/ });
});

const end: JobEnd = { cancelled: false, exitCode: 2 };
const afterEnd = async (changes: Partial<JobEnd>) => refreshAfter({ ...end, ...changes }, await newFolder(), point);

test('a process that leaves no run has failed, for the reason that it told, or else as it ended', async (t) => {
  const problems = [{ code: 'file-missing', message: 'no such folder' }] as const;
  t.like(await afterEnd({ problems }), { state: 'failed', error: 'no such folder', code: 'file-missing' });
  t.like(await afterEnd({}), { state: 'failed', error: 'ended with exit code 2', code: undefined });
  t.like(await afterEnd({ signal: 'SIGSEGV' }), { state: 'failed', error: 'killed by SIGSEGV' });
  t.like(await afterEnd({ signal: 'SIGKILL' }), { state: 'lost', error: 'killed by SIGKILL' });
  t.like(await afterEnd({ error: 'could not be started' }), { state: 'failed', error: 'could not be started' });
});

test('a process that was asked to end before it had a run leaves its point waiting', async (t) => {
  t.deepEqual(await afterEnd({ cancelled: true, signal: 'SIGKILL' }), point);
});

test('a failed run has the code that its process told', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, 'run-a'), { record: { status: 'failed', error: 'diverged: NaN at step 3' } });
  const problems = [{ code: 'diverged', message: 'NaN at step 3' }] as const;
  t.like(await refreshAfter({ ...end, problems }, sweep, point), { error: 'NaN at step 3', code: 'diverged' });
});

test('a run that was killed says by what, unless it was asked to stop', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, 'run-a'), { record: { status: 'running' } });
  const killed = { cancelled: false, signal: 'SIGKILL' };
  t.like(await refreshAfter(killed, sweep, point), { state: 'lost', error: 'killed by SIGKILL' });
  t.is((await refreshAfter({ ...killed, cancelled: true }, sweep, point)).error, undefined);
});

test('an error without a code has its text only', (t) => {
  t.deepEqual(failureOf(new Error('x')), { error: 'x' });
  t.deepEqual(failureOf(new TesseraError({ code: 'diverged', message: 'm' })), { error: 'm', code: 'diverged' });
});

test('the figures of a completed point have their directions, the loss last', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, point.name), { metrics: { 'iou/macro/image': 0.5 } });
  const { state, metrics, directions } = await refresh(sweep, point);
  t.is(state, 'completed');
  t.deepEqual(Object.entries(metrics!), [
    ['iou/macro/image', 0.5],
    ['loss', 0.25],
  ]);
  t.deepEqual(directions, { 'iou/macro/image': 'max', loss: 'min' });
});

test('a direction comes from the result', (t) => {
  const split = { loss: 1, metrics: { 'error/macro/image': { value: 2, perClass: [], direction: 'min' as const } } };
  t.deepEqual(testMetrics({ test: split } as unknown as Parameters<typeof testMetrics>[0]), {
    metrics: { 'error/macro/image': 2, loss: 1 },
    directions: { 'error/macro/image': 'min', loss: 'min' },
  });
});

test('without a test split, the figures are of the validation', (t) => {
  const result = { val: { loss: 1, metrics: {} } } as unknown as Parameters<typeof testMetrics>[0];
  t.deepEqual(testMetrics(result), { split: 'val', metrics: { loss: 1 }, directions: { loss: 'min' } });
});

test('figures count only where the run is completed', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, 'run-a'), { record: { status: 'interrupted' }, metrics: { 'iou/macro/image': 0.9 } });
  t.deepEqual(await refresh(sweep, point), { ...point, state: 'interrupted', seconds: 60 });
});

test('a process that ends by itself before its run is complete leaves it interrupted, without an error', async (t) => {
  const sweep = await newFolder();
  await fakeRun(join(sweep, 'run-a'), { record: { status: 'interrupted' } });
  const ended = await refreshAfter({ cancelled: false, exitCode: 130 }, sweep, point);
  t.deepEqual(ended, { ...point, state: 'interrupted', seconds: 60 });
});

test('a point whose end cannot be read has failed, with the reason of its process if that told one', async (t) => {
  const sweep = await newFolder();
  await mkdir(join(sweep, 'run-a'));
  await symlink('run.json', join(sweep, 'run-a', 'run.json'));
  t.like(await refreshAfter(end, sweep, point), { state: 'failed', code: 'file-unreadable' });
  const problems = [{ code: 'diverged', message: 'NaN at step 3' }] as const;
  t.like(await refreshAfter({ ...end, problems }, sweep, point), { error: 'NaN at step 3', code: 'diverged' });
});
