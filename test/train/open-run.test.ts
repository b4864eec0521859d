import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import test from 'ava';
import { openStoppedRun } from '../../src/runs/directory.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { saveCheckpoint } from '../../src/train/checkpoint.ts';
import { beginRun, resumeRun, type Beginning } from '../../src/train/open-run.ts';
import { testAttempt } from '../helpers/run-record.ts';
import { newFolder } from '../helpers/tessera.ts';

const state = (value: number) => ({
  model: new Map([['weight', tf.variable(tf.scalar(value))]]),
  optimizer: new Map([['slot', tf.variable(tf.scalar(-value))]]),
});

const described = { id: '1a2b', name: 'opened', totalSteps: 20, parameters: { total: 1, trainable: 1 } };
const none = { files: new Map<string, Buffer>(), packages: new Map<string, string>() };
const fresh: Beginning = {
  run: described,
  attempt: testAttempt({ backend: 'fresh' }),
  config: 'name: opened\n',
  kept: none,
};

/** A run that stopped after step 7, with 55 seconds behind it. */
async function stoppedRun(changes: Partial<RunRecord> = {}) {
  const directory = join(await newFolder(), 'run');
  const { run: held, record } = await beginRun(directory, fresh);
  const old: RunRecord = {
    ...record,
    status: 'interrupted',
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:01:00.000Z',
    error: 'none',
    seconds: 55,
    attempts: [testAttempt({ number: 2, outcome: 'interrupted', lastStep: 9 })],
    step: 9,
    ...changes,
  };
  await held.writeRecord(old);
  const best = { step: 5, metric: 'iou/macro/image', value: 0.5 };
  await saveCheckpoint([held.checkpointFile('last')], state(3), { step: 7, best });
  await held.release();
  return { run: held, old, best };
}

test('a new run begins at step 0, with its configuration and its record', async (t) => {
  const directory = join(await newFolder(), 'run');
  const kept = { ...none, files: new Map([['code/a.mjs', Buffer.from('a')]]) };
  const { run, record, progress } = await beginRun(directory, { ...fresh, kept });
  t.deepEqual(progress, { step: 0, best: null });
  t.is(await readFile(run.configFile, 'utf8'), 'name: opened\n');
  t.is(await readFile(join(directory, 'code/a.mjs'), 'utf8'), 'a');
  t.deepEqual(await run.readRecord(), record);
  t.deepEqual(record.attempts, [fresh.attempt]);
  await t.throwsAsync(beginRun(directory, fresh), { message: /run-exists/ });
});

test('a resumed run goes on from its last checkpoint, and keeps its start, its seconds and its attempts', async (t) => {
  const { run, old, best } = await stoppedRun();
  const variables = state(0);
  const next = {
    ...fresh,
    config: 'name: next\n',
    kept: { ...none, files: new Map([['code/b.mjs', Buffer.from('b')]]) },
  };
  const { record, progress } = await resumeRun(await openStoppedRun(run.path), next, variables);
  t.deepEqual(progress, { step: 7, best });
  t.deepEqual([...(await variables.model.get('weight')!.data())], [3]);
  t.deepEqual([...(await variables.optimizer.get('slot')!.data())], [-3]);
  t.like(record, { ...fresh.run, status: 'running', startedAt: old.startedAt, seconds: 55, step: 7, best });
  t.deepEqual(record.attempts, [...old.attempts, { ...fresh.attempt, number: 3, firstStep: 7, lastStep: 7 }]);
  t.false('error' in record || 'endedAt' in record);
  t.is(await readFile(run.configFile, 'utf8'), 'name: next\n');
  t.is(await readFile(join(run.path, 'code/b.mjs'), 'utf8'), 'b');
  t.deepEqual(await run.readRecord(), record, 'an old error and end are gone');
});

test('a run that stopped before its first checkpoint begins again, one whose checkpoint is damaged does not', async (t) => {
  const { run } = await stoppedRun();
  const stopped = await openStoppedRun(run.path);
  await writeFile(run.checkpointFile('last'), 'damaged');
  await t.throwsAsync(resumeRun(stopped, fresh, state(0)), { message: /bad-checkpoint/ });
  t.like(await run.readRecord(), { status: 'interrupted', step: 9 });
  await rm(run.checkpointFile('last'));
  const { progress, record } = await resumeRun(stopped, fresh, state(0));
  t.deepEqual(progress, { step: 0, best: null });
  t.like(record, { step: 0, seconds: 55 });
  t.deepEqual(
    record.attempts.map(({ number }) => number),
    [2, 3],
  );
});

test('the result of a complete run that is trained longer stays, under its step', async (t) => {
  const { run } = await stoppedRun({ status: 'completed' });
  await writeFile(run.resultFile, '{}');
  await t.throwsAsync(openStoppedRun(run.path), { message: /run-exists/ });
  await resumeRun(await openStoppedRun(run.path, { complete: true }), fresh, state(0));
  t.is(await readFile(join(run.path, 'result-step-9.json'), 'utf8'), '{}');
  t.is(await run.readResult(), undefined);
});

test('a configuration that cannot be written is told, and the record stays as it was', async (t) => {
  const { run, old } = await stoppedRun();
  const stopped = await openStoppedRun(run.path);
  // In its place, a folder that no file can replace.
  await rm(run.configFile);
  await mkdir(join(run.configFile, 'in-the-way'), { recursive: true });
  await t.throwsAsync(resumeRun(stopped, fresh, state(0)), { message: /config\.yaml/ });
  t.like(await run.readRecord(), { status: 'interrupted', step: old.step });
  await stopped.run.release();
});
