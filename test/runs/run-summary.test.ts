import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import { readSummary } from '../../src/runs/run-summary.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

test('only files that the folder has are asked for', async (t) => {
  const path = join(await newFolder(), 'a');
  await fakeRun(path, { metrics: { iou: 0.5 } });
  const summary = (names: readonly string[]) => readSummary({ path, names }, { path: 'a' });
  t.deepEqual((await summary(await readdir(path))).test, { iou: 0.5, loss: 0.25 });
  t.is((await summary(['run.json'])).test, undefined);
});

test('a run that goes on has a lease, and runs although its record says how it ended before', async (t) => {
  const path = join(await newFolder(), 'a');
  await fakeRun(path, { record: { status: 'interrupted' } });
  const status = async () => (await readSummary({ path, names: await readdir(path) }, { path: 'a' })).status;
  t.is(await status(), 'interrupted');
  const lease = (await tryLease(join(path, 'run.lease'))) as Lease;
  t.is(await status(), 'running');
  await lease.release();
});

test('a run that was pruned says so, and why', async (t) => {
  const path = join(await newFolder(), 'a');
  const pruned = { by: 'asha', metric: 'iou', validation: 3, step: 8, value: 0.4, cutoff: 0.5, among: 7 };
  await fakeRun(path, { record: { pruned } });
  const summary = await readSummary({ path, names: await readdir(path) }, { path: 'a' });
  t.is(summary.status, 'pruned');
  t.deepEqual(summary.pruned, pruned);
});

test('of each figure it is known which values are better: of losses the smaller ones', async (t) => {
  const path = join(await newFolder(), 'a');
  const figure = { value: 7, perClass: [7], direction: 'min' as const };
  const figures = { loss: 1, losses: { 'loss/dice': 2 }, metrics: { distance: figure } };
  const best = { step: 4, metric: 'iou', direction: 'max' as const, value: 0.5, figures };
  await fakeRun(path, { record: { best }, metrics: { iou: 0.5 } });
  const { directions, val } = await readSummary({ path, names: await readdir(path) }, { path: 'a' });
  t.deepEqual(val, { distance: 7, loss: 1, 'loss/dice': 2 });
  t.deepEqual(directions, { iou: 'max', loss: 'min', distance: 'min', 'loss/dice': 'min' });
});
