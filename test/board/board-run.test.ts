import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { boardRuns } from '../../src/board/board-run.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { newFolder } from '../helpers/tessera.ts';
import { makeRun } from './_runs.ts';

/** `runs` with a run and a sweep of one point, and `old` with a run of the same name. */
async function folders() {
  const folder = await newFolder();
  await makeRun(join(folder, 'runs/a'));
  await makeRun(join(folder, 'runs/sweep/lr=0.1'));
  await makeRun(join(folder, 'old/a'));
  const points = [{ id: '1', name: 'lr=0.1', overrides: { 'optimizer.lr': 0.1 }, state: 'completed', attempts: 1 }];
  await writeFile(
    join(folder, 'runs/sweep/sweep.json'),
    JSON.stringify({ format: 2, name: 'sweep', file: 'x', startedAt: '', points }),
  );
  const named = async (...names: string[]) => {
    const runs = await boardRuns(names, join(folder, 'runs'), folder);
    return Object.fromEntries(runs.map(({ path, directory }) => [path, directory.slice(folder.length + 1)]));
  };
  return { folder, named };
}

test('the runs of a folder have the names that they have in it, those of sweeps too', async (t) => {
  const { named } = await folders();
  t.deepEqual(await named('runs'), { a: 'runs/a', 'sweep/lr=0.1': 'runs/sweep/lr=0.1' });
});

test('one run is named by its folder, by a path or as other commands name it', async (t) => {
  const { named } = await folders();
  t.deepEqual(await named('runs/a'), { a: 'runs/a' });
  t.deepEqual(await named('sweep/lr'), { 'lr=0.1': 'runs/sweep/lr=0.1' });
});

test('a sweep, and a point of it, know what the sweep sets', async (t) => {
  const { folder, named } = await folders();
  t.deepEqual(await named('runs/sweep'), { 'lr=0.1': 'runs/sweep/lr=0.1' });
  for (const name of ['runs', 'runs/sweep', 'runs/sweep/lr=0.1']) {
    const runs = await boardRuns([name], join(folder, 'runs'), folder);
    t.deepEqual(runs.find(({ path }) => path.endsWith('lr=0.1'))!.swept, { 'optimizer.lr': 0.1 }, name);
  }
});

test('runs of one name get that of their folder; one that is named twice is one', async (t) => {
  const { named } = await folders();
  t.deepEqual(await named('runs/a', 'old/a', './runs/a'), { 'runs/a': 'runs/a', 'old/a': 'old/a' });
  t.deepEqual(await named('runs/a', 'old'), { a: 'runs/a', 'old/a': 'old/a' });
});

test('a name that stands for nothing is refused', async (t) => {
  const { named } = await folders();
  const error = await t.throwsAsync(named('nowhere'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'run-missing');
});
