import { hostname } from 'node:os';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import test from 'ava';
import { formatHolder } from '../../src/core/lease/beat.ts';
import { createWatch, tryLease, type Lease } from '../../src/core/lease/index.ts';
import { runDirectory } from '../../src/runs/directory.ts';
import { livenessOf } from '../../src/runs/liveness.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

async function run(changes: Partial<RunRecord>) {
  const directory = runDirectory(join(await newFolder(), 'run'));
  await fakeRun(directory.path, { record: changes });
  return { directory, record: (await directory.readRecord())! };
}

test('a run that ended stands where it was written', async (t) => {
  for (const status of ['completed', 'failed', 'interrupted'] as const) {
    const { directory, record } = await run({ status });
    t.is((await livenessOf(directory, record)).state, status);
  }
});

test('a run whose lease is held is running, whatever was written last, unless it is complete', async (t) => {
  for (const [status, state] of [
    ['running', 'running'],
    ['interrupted', 'running'],
    ['completed', 'completed'],
  ] as const) {
    const { directory, record } = await run({ status });
    const lease = (await tryLease(directory.leaseFile)) as Lease;
    t.like(await livenessOf(directory, record), { state });
    await lease.release();
  }
});

test('who trains a run is told, and whether it was seen here', async (t) => {
  const { directory, record } = await run({ status: 'running' });
  const lease = (await tryLease(directory.leaseFile)) as Lease;
  const here = { pid: process.pid, host: hostname() };
  t.deepEqual(await livenessOf(directory, record), { state: 'running', holder: here, isHere: true });
  await writeFile(directory.leaseFile, formatHolder({ ...lease.holder, machine: 'B', host: 'B', pid: 5 }));
  t.deepEqual(await livenessOf(directory, record), { state: 'unknown', holder: { pid: 5, host: 'B' }, isHere: false });
});

test('a run with the lease of a dead process is interrupted, and keeps its end if it has one', async (t) => {
  for (const [status, state] of [
    ['running', 'interrupted'],
    ['failed', 'failed'],
  ] as const) {
    const { directory, record } = await run({ status });
    const lease = (await tryLease(directory.leaseFile)) as Lease;
    await writeFile(directory.leaseFile, formatHolder({ ...lease.holder, pid: 2 ** 22 + 1 }));
    t.is((await livenessOf(directory, record)).state, state);
  }
});

test('without a lease the process number tells that a run is over, and only its record that it goes on', async (t) => {
  const stateOf = async (changes: Partial<RunRecord>, watch = createWatch()) => {
    const { directory, record } = await run({ status: 'running', ...changes });
    return (await livenessOf(directory, record, watch)).state;
  };
  t.is(await stateOf({ pid: 2 ** 22 + 1 }), 'interrupted');
  t.is(await stateOf({ pid: process.pid }), 'interrupted', 'this process trains nothing yet: its number is used again');
  t.is(await stateOf({ pid: process.ppid }), 'unknown');
  t.is(await stateOf({ pid: 2 ** 22 + 1, host: 'elsewhere' }), 'unknown');
  const watch = createWatch();
  t.is(await stateOf({ pid: process.ppid, step: 1 }, watch), 'unknown');
  t.is(await stateOf({ pid: process.ppid, step: 2 }, watch), 'running');
});
