import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { loadForTest } from '../../src/trained/load-for-test.ts';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { fakeRun } from '../runs/run-fixture.ts';
import { newFolder, tinyExperiment } from '../helpers/tessera.ts';
import { loadOptions } from '../helpers/trained.ts';

async function fake() {
  const folder = await newFolder();
  await fakeRun(join(folder, 'run'), { config: `format: 2${tinyExperiment}` });
  return openTrainedRun(join(folder, 'run'), loadOptions(folder));
}

const load = async (
  settings: { set?: readonly string[]; dataset?: string },
  trained?: Awaited<ReturnType<typeof fake>>,
) => {
  const opened = trained ?? (await fake());
  return loadForTest(opened, { set: [], ...settings });
};

test('without arguments it is the experiment of the run', async (t) => {
  const trained = await fake();
  const { loaded, isOtherData, changes } = await load({}, trained);
  t.is(loaded, trained.loaded);
  t.deepEqual([isOtherData, changes], [false, []]);
});

test('another key of the dataset is other data; what runs it is not', async (t) => {
  const other = await load({ set: ['dataset.test=7'] });
  t.is(other.loaded.experiment.dataset['test'], 7);
  t.deepEqual([other.isOtherData, other.changes], [true, ['dataset.test is 7, it was 4']]);
  const threads = await load({ set: ['engine.threads=1', 'train.batch_size=2'] });
  t.is(threads.isOtherData, false);
});

test('of a whole other dataset, only how the network sees photos is listed', async (t) => {
  const trained = await fake();
  await writeFile(join(trained.workingDirectory, 'other.yaml'), 'type: shapes\nimage_size: 64\ntest: 9\n');
  const { isOtherData, changes } = await load({ dataset: 'other.yaml' }, trained);
  t.deepEqual(
    [isOtherData, changes],
    [true, ['the data is that of other.yaml', 'dataset.image_size is 64, it was 32']],
  );
});

test('the network cannot be changed: each such key is told with its place', async (t) => {
  const error = await t.throwsAsync(load({ set: ['optimizer.lr=1', 'seed=4', 'dataset.test=5'] }), {
    instanceOf: TesseraError,
  });
  t.deepEqual(
    error.problems.map(({ code, path, where }) => [code, path, where?.file, where?.text]),
    [
      ['bad-override', 'seed', '--set', 'seed=4'],
      ['bad-override', 'optimizer.lr', '--set', 'optimizer.lr=1'],
    ],
  );
});

test('losses and metrics are those of the run, so the other data may have other classes', async (t) => {
  const trained = await fake();
  const classes = '[{name: a}, {name: b}, {name: c}, {name: d}]';
  await writeFile(
    join(trained.workingDirectory, 'other.yaml'),
    `type: image-folder\nroot: x\nclasses: ${classes}\nimage_size: 32\n`,
  );
  const { loaded } = await load({ dataset: 'other.yaml' }, trained);
  t.is(loaded.experiment.dataset.type, 'image-folder');
});
