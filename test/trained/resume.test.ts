import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { parse } from 'yaml';
import { TesseraError } from '../../src/core/errors/index.ts';
import { runDirectory } from '../../src/runs/directory.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { planResume } from '../../src/trained/resume.ts';
import { lastEvent, runInProcess } from '../helpers/tessera.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';
import { pluginProject } from './_plugin-project.ts';

const plan = async (directory: string, set: readonly string[] = [], acceptChanges = false, folder?: string) => {
  const options = loadOptions(folder);
  const { environment, ...rest } = options;
  return planResume(await openTrainedRun(directory, options), { ...rest, environment, set, acceptChanges });
};

async function refusals(t: ExecutionContext, work: Promise<unknown>): Promise<string[]> {
  const { problems } = await t.throwsAsync(work, { instanceOf: TesseraError });
  t.true(problems.every(({ code }) => code === 'run-changed'));
  return problems.map(({ message }) => message.replace(/^.*, but /, ''));
}

test.serial('a run goes on as it is, with the threads and the backend that it had', async (t) => {
  const { directory, loaded } = await trainTiny();
  const file = join(directory, 'run.json');
  const record = JSON.parse(await readFile(file, 'utf8')) as RunRecord;
  await writeFile(file, JSON.stringify(record).replace(/"threads":\d+/, '"threads":7'));
  const { what, resumption, notes } = await plan(directory);
  t.deepEqual(resumption, { changes: [], acceptChanges: false, isLonger: false });
  t.deepEqual(notes, ['on wasm with 7 threads, as before']);
  t.is(what.id, loaded.id);
  t.is(what.experiment.engine.threads, 7);
  t.is(what.yaml, await readFile(join(directory, 'config.yaml'), 'utf8'), 'the file stays as it is');
  t.is(what.kept.files.size, 0);
});

test.serial('what a run may go on with differently is told and written', async (t) => {
  const { directory } = await trainTiny();
  const { what, resumption, notes } = await plan(directory, ['train.epochs=3', 'log.panel_samples=0']);
  const changes = ['train.epochs is 3, it was 1', 'log.panel_samples is 0, it was 1'];
  t.deepEqual(resumption, { changes, acceptChanges: false, isLonger: true });
  t.deepEqual(notes.slice(0, 2), changes);
  t.like(parse(what.yaml), { train: { epochs: 3 }, log: { panel_samples: 0 } });
});

test.serial('everything else is refused, all of it at once, unless it is accepted', async (t) => {
  const { directory } = await trainTiny();
  const set = ['optimizer.lr=1', 'seed=4', 'train.epochs=3'];
  const changes = ['optimizer.lr is 1, it was 0.01', 'seed is 4, it was 0'];
  t.deepEqual((await refusals(t, plan(directory, set))).toSorted(), changes.toSorted());
  const { resumption, what } = await plan(directory, set, true);
  t.deepEqual(resumption.changes.toSorted(), [...changes, 'train.epochs is 3, it was 1'].toSorted());
  t.is(what.experiment.seed, 4);
});

test.serial('an edited config.yaml is refused, and goes on as it is if that is accepted', async (t) => {
  const { directory } = await trainTiny();
  await appendFile(join(directory, 'config.yaml'), '# edited\n');
  const change = 'config.yaml was edited after the run began';
  t.deepEqual(await refusals(t, plan(directory)), [change]);
  const { resumption, what } = await plan(directory, [], true);
  t.deepEqual(resumption.changes, [change]);
  t.regex(what.yaml, /# edited$/m);
});

test.serial(
  'a plugin that was edited leaves the run with its own copy; accepted, the new code is kept beside it',
  async (t) => {
    const { folder, file, runs, scale } = await pluginProject();
    const { exitCode, stdout, stderr } = await runInProcess(['run', file, '--runs', runs, '--json'], folder);
    t.is(exitCode, 0, stderr);
    const { directory } = lastEvent<{ directory: string }>(stdout);
    const before = (await runDirectory(directory).readRecord())!.inputs!.plugins;
    await scale(3);
    const own = await plan(directory, ['train.epochs=2'], false, folder);
    t.regex(own.notes.join('\n'), /plugins\/scaled\.mjs has changed since; the run's own copy is used/);
    t.deepEqual(own.what.plugins, before);
    t.deepEqual((parse(own.what.yaml) as { plugins: string[] }).plugins, ['./code/scaled.mjs']);

    const taken = await plan(directory, ['train.epochs=2'], true, folder);
    t.true(taken.resumption.changes.includes('plugins/scaled.mjs has changed'));
    t.deepEqual((parse(taken.what.yaml) as { plugins: string[] }).plugins, ['./code/attempt-2/scaled.mjs']);
    t.is(taken.what.kept.files.get('code/attempt-2/scale.mjs')!.toString(), 'export const scale = 3;\n');
    t.is(taken.what.plugins[0]!.name, before[0]!.name);
    t.not(taken.what.plugins[0]!.sha256, before[0]!.sha256);

    await writeFile(join(directory, 'code/scale.mjs'), 'export const scale = 9;\n');
    t.deepEqual(await refusals(t, plan(directory, [], false, folder)), [
      "the run's copy of plugins/scaled.mjs was edited",
    ]);
  },
);

test.serial('a complete run may go on where what ended it has changed', async (t) => {
  const { directory } = await trainTiny();
  for (const set of ['train.max_steps=9', 'train.max_time=1h', 'train.early_stopping={patience: 3}'])
    t.true((await plan(directory, [set])).resumption.isLonger, set);
  t.false((await plan(directory, ['train.log_every={steps: 2}'])).resumption.isLonger);
});
