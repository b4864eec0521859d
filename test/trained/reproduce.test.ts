import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { CurveComparison } from '../../src/runs/curves.ts';
import { runDirectory } from '../../src/runs/directory.ts';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { reproduceRun } from '../../src/trained/reproduce.ts';
import { lastEvent, runInProcess } from '../helpers/tessera.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';
import { recordingObserver } from '../helpers/watch-training.ts';
import { pluginProject } from './_plugin-project.ts';

async function reproduce(directory: string, { folder, into }: { folder?: string; into?: string } = {}) {
  const told: string[] = [];
  const result = await reproduceRun(await openTrainedRun(directory, loadOptions(folder)), {
    into,
    acceptChanges: false,
    command: ['reproduce', directory],
    signal: new AbortController().signal,
    observer: {
      ...recordingObserver(),
      started: () => undefined,
      failedLater: () => undefined,
      differs: (what) => told.push(what),
    },
  });
  return { ...result, told, curves: result.curves ?? [] };
}

const differing = (curves: readonly CurveComparison[]) => curves.filter(({ first }) => first).map(({ name }) => name);

test.serial('a run is made again from its own copies, and is equal in every value', async (t) => {
  const { folder, file, runs, scale } = await pluginProject();
  const { stdout } = await runInProcess(['run', file, '--runs', runs, '--json'], folder);
  const { directory } = lastEvent<{ directory: string }>(stdout);
  await scale(5);
  const again = await reproduce(directory, { folder });
  t.is(again.directory, `${directory}.reproduced-1`);
  t.deepEqual(again.told, []);
  t.deepEqual(differing(again.curves), []);
  t.true(again.curves.some(({ name, points }) => name === 'train/loss' && points === 2));
  t.true(again.curves.some(({ name }) => name === 'test/loss'));
  const [before, now] = await Promise.all([directory, again.directory].map((path) => runDirectory(path).readRecord()));
  t.is(now!.id, before!.id);
  t.is(now!.reproduces, directory.split('/').at(-1));
  t.deepEqual(now!.attempts[0]!.engine, before!.attempts[0]!.engine);
  t.is((await reproduce(directory, { folder, into: join(folder, 'elsewhere') })).directory, join(folder, 'elsewhere'));
});

test.serial('a value that was another is found at its step', async (t) => {
  const { directory } = await trainTiny();
  const file = join(directory, 'metrics.jsonl');
  const lines = (await readFile(file, 'utf8')).split('\n');
  const at = lines.findIndex((each) => /"step":2,"split":"train"/.test(each));
  const line = JSON.parse(lines[at]!) as { step: number; values: { loss: number } };
  const changed = { ...line, values: { ...line.values, loss: line.values.loss + 0.5 } };
  await writeFile(file, lines.with(at, JSON.stringify(changed)).join('\n'));
  const { curves } = await reproduce(directory);
  t.deepEqual(differing(curves), ['train/loss']);
  const { first, largest } = curves.find(({ name }) => name === 'train/loss')!;
  t.deepEqual(first, { step: 2, before: changed.values.loss, now: line.values.loss });
  t.true(Math.abs(largest! - 0.5) < 1e-12);
});

test.serial(
  'what a repetition cannot be equal in is told before it starts, and a changed run is refused',
  async (t) => {
    const { directory } = await trainTiny();
    const file = join(directory, 'run.json');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text
        .replace('"node": "', '"node": "1.')
        .replace('"firstStep"', '"changes": ["seed is 1, it was 0"], "firstStep"'),
    );
    const { told } = await reproduce(directory);
    const now = process.versions.node;
    t.deepEqual(told, ['it was changed on the way: seed is 1, it was 0', `node is ${now}, it was 1.${now}`]);
    await writeFile(join(directory, 'config.yaml'), `${await readFile(join(directory, 'config.yaml'), 'utf8')}# x\n`);
    await t.throwsAsync(reproduce(directory), { message: /run-changed/ });
  },
);

test.serial('a run that stopped is repeated up to its last step', async (t) => {
  const { directory } = await trainTiny();
  const file = join(directory, 'run.json');
  const record = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...record, status: 'interrupted', step: 1 }));
  const metrics = join(directory, 'metrics.jsonl');
  await writeFile(metrics, `${(await readFile(metrics, 'utf8')).split('\n')[0]}\n`);
  const { curves, directory: place } = await reproduce(directory);
  t.deepEqual(differing(curves), []);
  t.true(curves.every(({ points }) => points === 1));
  t.like(await runDirectory(place).readRecord(), { status: 'interrupted', step: 1 });
});
