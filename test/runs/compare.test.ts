import test from 'ava';
import { join } from 'node:path';
import { compareRuns } from '../../src/runs/compare.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

test('only the keys that differ are compared, and every metric', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'a'), { config: 'seed: 0\nloss: {type: cross-entropy}\nmodel: {bins: [1, 2]}\n', metrics: { 'iou/macro/image': 0.8 } });
  await fakeRun(join(runs, 'b'), {
    config: 'seed: 0\nloss: {type: focal, gamma: 2}\nmodel: {bins: [1, 3]}\n',
    metrics: { 'iou/macro/image': 0.9, 'recall/macro/image': 0.7 },
    record: { git: { commit: '0123456789abcdef', dirty: true } },
  });
  const { config, metrics, about } = await compareRuns([join(runs, 'a'), join(runs, 'b')]);
  t.deepEqual(config, [
    { name: 'loss.type', values: ['cross-entropy', 'focal'] },
    { name: 'model.bins', values: ['1, 2', '1, 3'] },
    { name: 'loss.gamma', values: [null, 2] },
  ]);
  t.deepEqual(metrics, [
    { name: 'iou/macro/image', values: [0.8, 0.9], direction: 'max' },
    { name: 'recall/macro/image', values: [null, 0.7], direction: 'max' },
    { name: 'loss', values: [0.25, 0.25], direction: 'min' },
  ]);
  t.deepEqual(about.find(({ name }) => name === 'commit')?.values, [null, '01234567 + changes']);
});

test('a run without a result is compared by its configuration', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'a'), { metrics: { 'iou/macro/image': 0.8 } });
  await fakeRun(join(runs, 'b'), { record: { status: 'interrupted', step: 4 } });
  const { config, metrics, about } = await compareRuns([join(runs, 'a'), join(runs, 'b')]);
  t.deepEqual(config, []);
  t.deepEqual(metrics[0], { name: 'iou/macro/image', values: [0.8, null], direction: 'max' });
  t.deepEqual(about.find(({ name }) => name === 'steps')?.values, ['10/10', '4/10']);
});
