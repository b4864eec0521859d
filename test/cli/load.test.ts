import { join } from 'node:path';
import test from 'ava';
import { loadFile, runNamed, withPlace, withPlaces } from '../../src/cli/load.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { experimentFile } from '../helpers/tessera.ts';
import { fakeRun } from '../runs/run-fixture.ts';
import { testContext } from './_context.ts';

test('a problem that names a key gets the place where its value is written', async (t) => {
  const { folder } = await experimentFile();
  const { context } = testContext({ workingDirectory: folder });
  const loaded = await loadFile('experiment.yaml', context);
  const problem = { code: 'bad-value', message: 'no', path: 'optimizer.lr' } as const;
  t.like(withPlace(problem, loaded), { message: 'no', where: { file: 'experiment.yaml', line: 7 } });
  const placed = { ...problem, where: { file: 'other.yaml' } };
  t.deepEqual(withPlace(placed, loaded), placed, 'its own place stays');
  const nowhere = { code: 'bad-value', message: 'no' } as const;
  t.is(withPlace(nowhere, loaded), nowhere);

  const cause = new TesseraError([problem, nowhere]);
  const error = await t.throwsAsync(
    withPlaces(loaded, () => Promise.reject(cause)),
    { instanceOf: TesseraError },
  );
  t.deepEqual(
    error.problems.map(({ where }) => where?.line),
    [7, undefined],
  );
  t.is(error.cause, cause);
  const other = new Error('another');
  t.is(await t.throwsAsync(withPlaces(loaded, () => Promise.reject(other))), other);
  t.is(await withPlaces(loaded, async () => 3), 3);
});

test('--set arguments count when a file is loaded', async (t) => {
  const { folder } = await experimentFile();
  const { context } = testContext({ workingDirectory: folder });
  const { experiment } = await loadFile('experiment.yaml', context, ['train.epochs=7']);
  t.is(experiment.train.epochs, 7);
});

test('a run is found by its name in the folder of runs, relative to the working directory', async (t) => {
  const { folder } = await experimentFile();
  await fakeRun(join(folder, 'runs', 'a-1'));
  const { context } = testContext({ workingDirectory: folder });
  t.is(await runNamed('a-1', 'runs', context), join('runs', 'a-1'));
});
