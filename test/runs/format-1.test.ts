import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { parse } from 'yaml';
import { builtins } from '../../src/components/index.ts';
import { completeConfig } from '../../src/config/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { compareRuns } from '../../src/runs/compare.ts';
import { runDirectory } from '../../src/runs/directory.ts';
import { listRuns } from '../../src/runs/list.ts';
import type { RunResult, SplitResult } from '../../src/runs/result.ts';
import { readLedger } from '../../src/sweep/ledger.ts';
import { lastEvent, newFolder, runInProcess } from '../helpers/tessera.ts';

/** Made by the last version whose files said no format; its README says how. */
const fixture = fileURLToPath(new URL('../fixtures/runs/format-1/runs', import.meta.url));
const sweep = 'tiny-sweep-44fa89f5';

async function copied(): Promise<string> {
  const folder = await newFolder();
  await cp(fixture, join(folder, 'runs'), { recursive: true });
  return folder;
}

/** What the version that made the runs says of the whole one. */
async function expected(): Promise<RunResult> {
  return JSON.parse(await readFile(join(fixture, 'completed/result.json'), 'utf8')) as RunResult;
}

function near(t: ExecutionContext, actual: SplitResult, wanted: SplitResult): void {
  const difference = (a: number | null, b: number | null) =>
    t.true(a !== null && b !== null && Math.abs(a - b) < 1e-6, `${a} is not near ${b}`);
  difference(actual.loss, wanted.loss);
  // The data set's IoU came later.
  const { 'iou/macro/dataset': later, ...metrics } = actual.metrics;
  t.true(later!.value > 0);
  const [left, right] = [Object.values(metrics), Object.values(wanted.metrics)];
  t.is(left.length, right.length);
  for (const [index, { value, perClass }] of right.entries()) {
    difference(left[index]!.value, value);
    perClass.forEach((figure, label) => difference(left[index]!.perClass[label]!, figure));
  }
}

test('runs of format 1 are listed, those of its sweep too', async (t) => {
  const runs = await listRuns(fixture);
  t.deepEqual(runs.map(({ path, id, status, step, totalSteps }) => [path, id, status, step, totalSteps]).toSorted(), [
    ['completed', 'd5be473b', 'completed', 24, 24],
    ['interrupted', 'd5be473b', 'interrupted', 9, 24],
    [`${sweep}/loss.type=cross-entropy-e4cdf52e`, 'e4cdf52e', 'completed', 3, 3],
    [`${sweep}/loss.type=focal-47c8d041`, '47c8d041', 'completed', 3, 3],
  ]);
  const { value } = Object.values((await expected()).test!.metrics)[0]!;
  t.is(runs.find(({ path }) => path === 'completed')?.test?.['iou/macro/image'], value);
  const points = (await readLedger(join(fixture, sweep)))?.points ?? [];
  t.deepEqual(
    points.map(({ overrides, state }) => [overrides, state]),
    [
      [{ 'loss.type': 'cross-entropy' }, 'completed'],
      [{ 'loss.type': 'focal' }, 'completed'],
    ],
  );
});

test('runs of format 1 are compared', async (t) => {
  const [entropy, focal] = ['loss.type=cross-entropy-e4cdf52e', 'loss.type=focal-47c8d041'].map((name) =>
    join(fixture, sweep, name),
  );
  const { config, validation, test: tested, about } = await compareRuns([entropy!, focal!]);
  t.deepEqual(config.find(({ name }) => name === 'loss.type')?.values, ['cross-entropy', 'focal']);
  for (const { metrics } of [validation, tested]) {
    t.deepEqual(metrics.at(-1)?.name, 'loss');
    t.true(metrics.every(({ values }) => values.every((value) => typeof value === 'number')));
  }
  t.deepEqual(about.find(({ name }) => name === 'steps')?.values, ['3/3', '3/3']);
});

test('a run of format 1 is tested again, with the figures that it had', async (t) => {
  const { exitCode, stdout, stderr } = await runInProcess(['test', join(await copied(), 'runs/completed'), '--json']);
  t.is(exitCode, 0, stderr);
  near(t, JSON.parse(stdout) as SplitResult, (await expected()).test!);
});

test('a run of format 1 is resumed, and ends as it would have then', async (t) => {
  const folder = await copied();
  const path = join(folder, 'runs/interrupted');
  const { exitCode, stderr } = await runInProcess(['run', '--resume', path, '--json']);
  t.is(exitCode, 0, stderr);
  const [wanted, result] = [await expected(), await runDirectory(path).readResult()];
  near(t, result!.test!, wanted.test!);
  t.is(result?.best?.step, wanted.best?.step);
  t.true(Math.abs(result!.best!.value - wanted.best!.value) < 1e-6);

  const record = await runDirectory(path).readRecord();
  t.like(record, { id: 'd5be473b', status: 'completed', step: 24 });
  const [first, second, ...more] = record!.attempts;
  t.like(first, { number: 1, outcome: 'interrupted', lastStep: 9, host: 'vm' });
  t.like(second, { number: 2, outcome: 'completed', firstStep: 9, lastStep: 24 });
  t.deepEqual(more, []);
  t.is(result?.id, 'd5be473b');
  for (const name of ['run.json', 'result.json']) {
    t.is((JSON.parse(await readFile(join(path, name), 'utf8')) as { format: number }).format, 2, name);
  }
});

test('the configuration of a run of format 1 runs by itself, and is saved in the current format', async (t) => {
  const folder = await copied();
  const [config, runs] = [join(folder, 'runs/completed/config.yaml'), join(folder, 'again')];
  const { exitCode, stdout, stderr } = await runInProcess([
    'run',
    config,
    '--runs',
    runs,
    '--set',
    'train.epochs=1',
    '--json',
  ]);
  t.is(exitCode, 0, stderr);
  const { directory } = lastEvent<{ directory: string }>(stdout);
  t.regex(directory, /\/again\/tiny-[0-9a-f]{12}$/);
  t.is((parse(await readFile(join(directory, 'config.yaml'), 'utf8')) as { format: number }).format, 2);
  const { config: rows } = await compareRuns([join(folder, 'runs/completed'), directory], {
    complete: completeConfig(createRegistry(...builtins)),
  });
  t.deepEqual(rows, [
    { name: 'train.epochs', values: [8, 1] },
    // A file that is given is the reader's own: its names stay as they were typed.
    { name: 'train.best', values: ['iou/macro/image', 'iou/macro'] },
  ]);
});
