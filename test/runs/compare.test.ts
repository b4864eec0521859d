import test from 'ava';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { TesseraError } from '../../src/core/errors/index.ts';
import { compareRuns } from '../../src/runs/compare.ts';
import { testAttempt } from '../helpers/run-record.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

test('only the keys that differ are compared, and every metric', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'a'), { config: 'seed: 0\nloss: {type: cross-entropy}\nmodel: {bins: [1, 2]}\n', metrics: { 'iou/macro/image': 0.8 } });
  await fakeRun(join(runs, 'b'), {
    config: 'seed: 0\nloss: {type: focal, gamma: 2}\nmodel: {bins: [1, 3]}\n',
    metrics: { 'iou/macro/image': 0.9, 'recall/macro/image': 0.7 },
    record: { attempts: [testAttempt({ git: { commit: '0123456789abcdef', dirty: true } })] },
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

test('where a run is logged is not compared, and a commit without changes stands alone', async (t) => {
  const runs = await newFolder();
  const git = { commit: 'fedcba9876543210', dirty: false };
  await fakeRun(join(runs, 'a'), { config: 'log: {panel_samples: 1}\n', record: { attempts: [testAttempt({ git })] } });
  await fakeRun(join(runs, 'b'), { config: 'log: {panel_samples: 2}\n', record: { seconds: 7, attempts: [testAttempt(), testAttempt({ number: 2, git, backend: 'wasm' })] } });
  const { config, metrics, about } = await compareRuns([join(runs, 'a'), join(runs, 'b')]);
  t.deepEqual([config, metrics], [[], []]);
  t.deepEqual(about, [
    { name: 'status', values: ['completed', 'completed'] },
    { name: 'steps', values: ['10/10', '10/10'] },
    { name: 'seconds', values: [60, 7] },
    { name: 'backend', values: ['cpu', 'wasm'] },
    { name: 'commit', values: ['fedcba98', 'fedcba98'] },
  ]);
});

test('the status is what `list` says: a run whose process has ended does not run', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'a'), { record: { status: 'running', pid: 2 ** 22 + 1, host: hostname() } });
  await fakeRun(join(runs, 'b'), {});
  const { about } = await compareRuns([join(runs, 'a'), join(runs, 'b')]);
  t.deepEqual(about[0], { name: 'status', values: ['interrupted', 'completed'] });
});

test('a run without its configuration is said to be so', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'a'), {});
  await rm(join(runs, 'a', 'config.yaml'), { force: true });
  const error = await t.throwsAsync(compareRuns([join(runs, 'a')]), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-unreadable');
  t.regex(error.message, /a\/config\.yaml can't be read: ENOENT/);
});

test('a folder that is no run cannot be compared', async (t) => {
  const error = await t.throwsAsync(compareRuns([await newFolder()]), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'run-missing');
});
