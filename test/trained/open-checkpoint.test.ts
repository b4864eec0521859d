import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { openCheckpoint } from '../../src/trained/open-checkpoint.ts';
import { openNetwork } from '../../src/trained/open-network.ts';
import { newFolder, runInProcess, tinyExperiment } from '../helpers/tessera.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';
import { pluginProject } from './_plugin-project.ts';

const problemsOf = async (opening: Promise<unknown>) => {
  try {
    await opening;
  } catch (error) {
    if (error instanceof TesseraError) return error.problems;
    throw error;
  }
  throw new Error('it could be opened');
};

const secretive = tinyExperiment.replace(
  'name: tiny',
  "name: tiny\ndescription: 'key ${secret:HUB_KEY}'\nengine: {threads: 1}",
);

test.serial('a checkpoint that was copied away says all that its network needs, and no secret', async (t) => {
  process.env['HUB_KEY'] = 'sesame-sesame';
  const { directory, loaded } = await trainTiny(secretive);
  delete process.env['HUB_KEY'];
  const file = join(await newFolder(), 'cat and dog.safetensors');
  await cp(join(directory, 'checkpoints/best.safetensors'), file);
  t.false((await readFile(file)).includes('sesame'));
  await rename(directory, `${directory}-away`);

  const trained = await openCheckpoint(file, 'cat.safetensors', loadOptions(dirname(file)));
  t.like(trained, { name: 'tiny', id: loaded.id, checkpoint: { name: 'cat.safetensors', file }, run: undefined });
  t.is(trained.loaded.experiment.description, 'key ${secret:HUB_KEY}');
  t.deepEqual(trained.loaded.experiment.engine, { backend: 'auto' }, 'the machine is another one');
  t.deepEqual(trained.data?.imageSize, { height: 32, width: 32 });
  t.is(trained.data?.classPixels?.length, 3);
  const other = await trained.reload({ overrides: ['dataset.test=9'] });
  t.is(other.experiment.dataset['test'], 9);

  const { model, classes, step } = await openNetwork(trained);
  t.deepEqual(
    classes.map(({ name }) => name),
    ['background', 'disc', 'box'],
  );
  t.is(step, 2);
  model.dispose();
});

test.serial("in its run's folder it is that run's; in another run's folder it stays what it is", async (t) => {
  const [first, second] = [
    await trainTiny(),
    await trainTiny(tinyExperiment.replace('name: tiny', 'name: tiny\nseed: 2')),
  ];
  const file = join(first.directory, 'checkpoints/last.safetensors');
  const own = await openCheckpoint(file, 'last', loadOptions());
  t.is(own.run?.run.path, first.directory);
  t.deepEqual(own.checkpoint, { name: 'last', file });

  const moved = join(second.directory, 'checkpoints/other.safetensors');
  await cp(file, moved);
  const stranger = await openCheckpoint(moved, 'other', loadOptions());
  t.is(stranger.run, undefined);
  t.is(stranger.id, first.loaded.id);
});

test.serial('a checkpoint of an earlier version needs its run', async (t) => {
  const run = fileURLToPath(new URL('../fixtures/runs/format-1/runs/completed', import.meta.url));
  const file = join(run, 'checkpoints/best.safetensors');
  t.is((await openCheckpoint(file, 'best', loadOptions())).run?.run.path, run);
  const away = join(await newFolder(), 'best.safetensors');
  await cp(file, away);
  const [problem] = await problemsOf(openCheckpoint(away, 'away.safetensors', loadOptions()));
  t.is(problem!.code, 'bad-checkpoint');
  t.regex(problem!.message, /got away\.safetensors: an earlier version of Tessera saved it/);
  await writeFile(away, 'something else');
  t.is((await problemsOf(openCheckpoint(away, 'x', loadOptions())))[0]!.code, 'bad-checkpoint');
});

test.serial('plugins are those of the project, with the same code', async (t) => {
  const { folder, file, runs, scale } = await pluginProject();
  t.is((await runInProcess(['run', file, '--runs', runs], folder)).exitCode, 0);
  const [run] = (await readdir(runs)).filter((name) => name.startsWith('tiny-'));
  const away = join(folder, 'alone.safetensors');
  await cp(join(runs, run!, 'checkpoints/best.safetensors'), away);
  const open = () => openCheckpoint(away, 'alone.safetensors', loadOptions(folder));
  t.deepEqual((await open()).loaded.experiment.plugins, ['plugins/scaled.mjs']);
  await scale(2);
  t.like((await problemsOf(open()))[0], {
    code: 'bad-plugin',
    message: 'expected the code of `plugins/scaled.mjs` with which alone.safetensors was trained, got other code',
  });
  await rm(join(folder, 'plugins'), { recursive: true });
  t.is((await problemsOf(open()))[0]!.code, 'bad-plugin');
});
