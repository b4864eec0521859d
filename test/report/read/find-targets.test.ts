import { join } from 'node:path';
import test from 'ava';
import { findTargets } from '../../../src/report/read/find-targets.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { runFolder, sweepFolder } from '../_folders.ts';

async function project() {
  const folder = await newFolder();
  const runs = join(folder, 'runs');
  await runFolder(join(runs, 'pets-1111'));
  await runFolder(join(runs, 'cars-2222'), { record: { id: '22222222' } });
  await sweepFolder(join(runs, 'sweep-3333'), [
    { overrides: { lr: 1 }, state: 'completed', value: 0.5 },
    { overrides: { lr: 2 }, state: 'waiting' },
  ]);
  const find = (...names: string[]) => findTargets(names, runs, folder);
  return { folder, runs, find };
}

test('a run is found by its folder, its name, the beginning of it and its id', async (t) => {
  const { runs, find } = await project();
  for (const name of ['runs/pets-1111', 'pets-1111', 'pets']) {
    t.like(await find(name), { kind: 'run', title: 'pets-1111', folder: join(runs, 'pets-1111') }, name);
  }
  t.is((await find('22222222')).title, 'cars-2222');
});

test('a sweep is found by its folder, its name and the beginning of it, with the points that have no run', async (t) => {
  const { runs, find } = await project();
  for (const name of ['runs/sweep-3333', 'sweep-3333', 'swe']) {
    const { kind, folder, targets } = await find(name);
    t.deepEqual([kind, folder], ['sweep', join(runs, 'sweep-3333')]);
    t.deepEqual(
      targets.map(({ name: run, point }) => [run, point?.state]),
      [
        ['run-0', 'completed'],
        ['run-1', 'waiting'],
      ],
    );
  }
});

test('a run of a sweep knows its point', async (t) => {
  const { find } = await project();
  const { kind, targets } = await find('runs/sweep-3333/run-0');
  t.deepEqual([kind, targets[0]?.point?.overrides], ['run', { lr: 1 }]);
});

test('several names make one report, in which each run is once', async (t) => {
  const { find } = await project();
  const { kind, targets, folder } = await find('pets', 'sweep-3333', 'runs/pets-1111');
  t.deepEqual([kind, folder], ['runs', undefined]);
  t.deepEqual(
    targets.map(({ name }) => name),
    ['pets-1111', 'run-0', 'run-1'],
  );
});

test('a folder of runs means all in it', async (t) => {
  const { find } = await project();
  const { kind, title, targets } = await find('runs');
  t.deepEqual([kind, title], ['runs', 'runs']);
  t.deepEqual(targets.map(({ name }) => name).toSorted(), ['cars-2222', 'pets-1111', 'sweep-3333/run-0']);
});

test('a name that is none is an error with the nearest one', async (t) => {
  const { find } = await project();
  await t.throwsAsync(find('pats-1111'), { message: /expected the name of a run, got pats-1111/ });
});
