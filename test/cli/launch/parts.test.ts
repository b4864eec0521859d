import test from 'ava';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { launchParts } from '../../../src/cli/launch/parts.ts';
import { launchQueue } from '../../../src/launch/queue.ts';
import { experimentFile, runInProcess, tinyExperiment } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

async function partsFor(text: string) {
  const { folder, file, runs } = await experimentFile(text);
  const project = { directory: folder, top: folder, prefix: '', gitDirectory: join(folder, '.git') };
  const { loadIn, runOf } = launchParts(project, launchQueue(runs), testContext().context);
  const loaded = await (await loadIn(folder))(basename(file));
  return { folder, file, runs, loaded, run: () => runOf(loaded) };
}

test('the run of an experiment is absent, and then what its own files say', async (t) => {
  const { folder, file, runs, loaded, run } = await partsFor(tinyExperiment.replace('epochs: 3', 'epochs: 1'));
  const path = join(runs, `tiny-${loaded.id}`);
  t.deepEqual(await run(), { path, state: 'absent' });
  t.is((await runInProcess(['run', file, '--runs', runs], folder)).exitCode, 0);
  t.deepEqual(await run(), { path, state: 'completed' });
});

test('a sweep is unfinished while a point never ran', async (t) => {
  const { runs, loaded, run } = await partsFor(`${tinyExperiment}sweep:\n  grid: {optimizer.lr: [1e-2, 1e-3]}\n`);
  const { path, state } = await run();
  t.is(state, 'unfinished');
  t.true(path.startsWith(join(runs, 'tiny')));
  await mkdir(path, { recursive: true });
  const points = loaded.points.map(({ id }) => ({ id, name: id, overrides: {}, state: 'failed', attempts: 1 }));
  const ledger = {
    format: 2,
    name: 'tiny',
    file: 'x',
    base: loaded.id,
    axes: ['optimizer.lr'],
    startedAt: '2026-01-01T00:00:00.000Z',
    points,
  };
  await writeFile(join(path, 'sweep.json'), JSON.stringify(ledger));
  t.is((await run()).state, 'completed');
});
