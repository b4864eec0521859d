import { join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import test from 'ava';
import { viewSweep } from '../../src/jobs/view.ts';
import { testRecord } from '../helpers/run-record.ts';
import { newFolder } from '../helpers/tessera.ts';
import { jobsStage } from './jobs-fixture.ts';

test('a folder without a sweep has nothing to see', async (t) => {
  t.is(await viewSweep(await newFolder()), undefined);
});

test('what tasks have done is seen by looking again, in the order of the sweep', async (t) => {
  const { submit, work } = await jobsStage();
  const { path } = await submit([{ lr: 1, value: 0.25 }, { lr: 2, fail: 'late' }, { lr: 3 }]);
  const view = (await viewSweep(path))!;
  const states = () => view.points().map(({ state }) => state);
  t.deepEqual(states(), ['waiting', 'waiting', 'waiting']);
  await work(path, [2]);
  await work(path, [1]);
  t.deepEqual(states(), ['waiting', 'waiting', 'waiting'], 'nothing is seen without a look');
  await view.look(new Map());
  t.deepEqual(states(), ['completed', 'failed', 'waiting']);
  t.is(view.points()[0]!.metrics?.['iou/macro/image'], 0.25);
});

test('a run on another machine runs if its queue says so, and is unknown if it does not', async (t) => {
  const { submit } = await jobsStage();
  const { path, points } = await submit([{ lr: 1 }]);
  const run = join(path, points[0]!.name);
  await mkdir(run);
  await writeFile(join(run, 'run.json'), JSON.stringify(testRecord({ host: 'node7' })));
  const view = (await viewSweep(path))!;
  await view.look(new Map());
  const before = view.points()[0]!.state;
  t.true(before === 'unknown' || before === 'lost', before);
  await view.look(new Map([[1, { state: 'running' }]]));
  t.is(view.points()[0]!.state, 'running');
  await view.look(new Map([[1, { state: 'waiting' }]]));
  t.is(view.points()[0]!.state, before);
});
