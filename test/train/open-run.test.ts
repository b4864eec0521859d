import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import test from 'ava';
import { openStoppedRun } from '../../src/runs/directory.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { startRecord } from '../../src/runs/provenance.ts';
import { saveCheckpoint } from '../../src/train/checkpoint.ts';
import { beginRun, resumeRun } from '../../src/train/open-run.ts';
import { newFolder } from '../helpers/tessera.ts';

const state = (value: number) => ({
  model: new Map([['weight', tf.variable(tf.scalar(value))]]),
  optimizer: new Map([['slot', tf.variable(tf.scalar(-value))]]),
});

const freshRecord = () =>
  startRecord({
    id: '1a2b',
    name: 'opened',
    totalSteps: 20,
    backend: 'none',
    parameters: { total: 1, trainable: 1 },
    data: { classes: [], imageSize: { height: 1, width: 1 }, interpolation: 'bilinear' },
    workingDirectory: '/',
  });

/** A run that stopped after step 7, with 55 seconds behind it. */
async function stoppedRun() {
  const directory = join(await newFolder(), 'run');
  const fresh = await freshRecord();
  const old: RunRecord = {
    ...fresh,
    status: 'interrupted',
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:01:00.000Z',
    error: 'none',
    seconds: 55,
    attempts: 2,
    step: 9,
  };
  const { run } = await beginRun(directory, 'name: opened\n', old);
  const best = { step: 5, metric: 'iou/macro/image', value: 0.5 };
  await saveCheckpoint([run.checkpointFile('last')], state(3), { step: 7, best });
  await run.release();
  return { run, fresh, old, best };
}

test('a new run begins at step 0, with its configuration and its record', async (t) => {
  const directory = join(await newFolder(), 'run');
  const record = await freshRecord();
  const { run, progress } = await beginRun(directory, 'name: opened\n', record);
  t.deepEqual(progress, { step: 0, best: null });
  t.is(await readFile(run.configFile, 'utf8'), 'name: opened\n');
  t.deepEqual(await run.readRecord(), record);
  await t.throwsAsync(beginRun(directory, '', record), { message: /run-exists/ });
});

test('a resumed run goes on from its last checkpoint, and keeps its start, its seconds and its attempts', async (t) => {
  const { run, fresh, old, best } = await stoppedRun();
  const variables = state(0);
  const { record, progress } = await resumeRun(await openStoppedRun(run.path), fresh, variables);
  t.deepEqual(progress, { step: 7, best });
  t.deepEqual([...(await variables.model.get('weight')!.data())], [3]);
  t.deepEqual([...(await variables.optimizer.get('slot')!.data())], [-3]);
  t.deepEqual(record, { ...fresh, startedAt: old.startedAt, seconds: 55, attempts: 3, step: 7, best });
  t.is(record.status, 'running');
  t.deepEqual(await run.readRecord(), record, 'an old error and end are gone');
});

test('a run that stopped before its first checkpoint begins again, one whose checkpoint is damaged does not', async (t) => {
  const { run, fresh } = await stoppedRun();
  const stopped = await openStoppedRun(run.path);
  await writeFile(run.checkpointFile('last'), 'damaged');
  await t.throwsAsync(resumeRun(stopped, fresh, state(0)), { message: /bad-checkpoint/ });
  t.like(await run.readRecord(), { status: 'interrupted', attempts: 2 });
  await rm(run.checkpointFile('last'));
  const { progress, record } = await resumeRun(stopped, fresh, state(0));
  t.deepEqual(progress, { step: 0, best: null });
  t.like(record, { step: 0, attempts: 3, seconds: 55 });
});
