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
  await fakeRun(join(runs, 'a'), {
    config: 'seed: 0\nloss: {type: cross-entropy}\nmodel: {bins: [1, 2]}\n',
    metrics: { 'iou/macro/image': 0.8 },
  });
  await fakeRun(join(runs, 'b'), {
    config: 'seed: 0\nloss: {type: focal, gamma: 2}\nmodel: {bins: [1, 3]}\n',
    metrics: { 'iou/macro/image': 0.9, 'recall/macro/image': 0.7 },
    record: { attempts: [testAttempt({ git: { commit: '0123456789abcdef', dirty: true } })] },
  });
  const {
    config,
    test: { metrics },
    about,
  } = await compareRuns([join(runs, 'a'), join(runs, 'b')]);
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
  const {
    config,
    test: { metrics },
    about,
  } = await compareRuns([join(runs, 'a'), join(runs, 'b')]);
  t.deepEqual(config, []);
  t.deepEqual(metrics[0], { name: 'iou/macro/image', values: [0.8, null], direction: 'max' });
  t.deepEqual(about.find(({ name }) => name === 'steps')?.values, ['10/10', '4/10']);
});

test('where a run is logged is not compared, and a commit without changes stands alone', async (t) => {
  const runs = await newFolder();
  const git = { commit: 'fedcba9876543210', dirty: false };
  await fakeRun(join(runs, 'a'), { config: 'log: {panel_samples: 1}\n', record: { attempts: [testAttempt({ git })] } });
  await fakeRun(join(runs, 'b'), {
    config: 'log: {panel_samples: 2}\n',
    record: { seconds: 7, attempts: [testAttempt(), testAttempt({ number: 2, git, backend: 'wasm' })] },
  });
  const {
    config,
    test: { metrics },
    about,
  } = await compareRuns([join(runs, 'a'), join(runs, 'b')]);
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

const split = (value: number, cat: number) => ({
  loss: 1 - value,
  metrics: { 'iou/macro/image': { value, perClass: [value, cat], direction: 'max' as const } },
});
const bestAt = (step: number, value: number, cat?: number) => ({
  best: {
    step,
    metric: 'iou/macro/image',
    direction: 'max' as const,
    value,
    ...(cat !== undefined && { figures: split(value, cat) }),
  },
});
const data = {
  classes: ['sky', 'cat'].map((name) => ({ name, color: [0, 0, 0] as [number, number, number] })),
  imageSize: { height: 8, width: 8 },
  interpolation: 'bilinear' as const,
};

test('the validation has all figures of the best checkpoint, for each class too', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'a'), { record: { ...bestAt(5, 0.8, 0.6), data } });
  await fakeRun(join(runs, 'b'), { record: { ...bestAt(5, 0.7, 0.9), data } });
  await fakeRun(join(runs, 'c'), { record: { ...bestAt(5, 0.5), data } });
  const paths = ['a', 'b', 'c'].map((name) => join(runs, name));
  const { validation, test: tested, ranking } = await compareRuns(paths);
  t.deepEqual(
    validation.metrics.map(({ name, values }) => [name, values]),
    [
      ['iou/macro/image', [0.8, 0.7, 0.5]],
      ['loss', [1 - 0.8, 1 - 0.7, null]],
    ],
  );
  t.deepEqual(
    validation.classes.map((row) => [row.name, row.class, row.values]),
    [
      ['iou/macro/image', 'sky', [0.8, 0.7, null]],
      ['iou/macro/image', 'cat', [0.6, 0.9, null]],
    ],
  );
  t.deepEqual(tested, { metrics: [], classes: [] });
  t.deepEqual(ranking.objective, { metric: 'iou/macro/image', direction: 'max' });
});

test('of a run that kept only its best value, the log has the other figures of that step', async (t) => {
  const runs = await newFolder();
  const line = (step: number, values: object) => JSON.stringify({ step, split: 'val', values });
  await fakeRun(join(runs, 'a'), {
    record: bestAt(5, 0.8),
    lines: [
      line(5, { 'iou/macro/image': 0.8, 'recall/macro/image': 0.6, loss: 0.3 }),
      line(9, { 'recall/macro/image': 0.9, loss: 0.1 }),
    ],
  });
  const { validation, curves } = await compareRuns([join(runs, 'a')]);
  t.deepEqual(
    validation.metrics.map(({ name, direction, values }) => [name, direction, values]),
    [
      ['iou/macro/image', 'max', [0.8]],
      ['recall/macro/image', 'max', [0.6]],
      ['loss', 'min', [0.3]],
    ],
  );
  t.deepEqual(curves, [{ name: 'val/iou/macro/image', curves: [[{ step: 5, value: 0.8 }]] }]);
});

test('runs that differ in their seed are one group, and the order is that of the validation whatever the test says', async (t) => {
  const runs = await newFolder();
  const make = (name: string, seed: number, lr: number, value: number, tested: number) =>
    fakeRun(join(runs, name), {
      config: `name: ${name}\nseed: ${seed}\nlr: ${lr}\n`,
      record: bestAt(5, value),
      metrics: { 'iou/macro/image': tested },
    });
  await make('a', 0, 1, 0.5, 0.99);
  await make('b', 0, 2, 0.8, 0.1);
  await make('c', 1, 1, 0.7, 0.98);
  const paths = ['a', 'b', 'c'].map((name) => join(runs, name));
  const { ranking } = await compareRuns(paths, { leftOut: ['name'] });
  t.deepEqual(
    ranking.groups.map(({ runs: own, validation }) => [own.map(({ index }) => index), validation?.mean]),
    [
      [[1], 0.8],
      [[0, 2], 0.6],
    ],
  );
  t.is((await compareRuns(paths)).ranking.groups.length, 3, 'names count unless they are left out');
});
