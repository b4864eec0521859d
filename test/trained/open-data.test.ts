import test from 'ava';
import { withCleanup } from '../../src/core/with-cleanup.ts';
import { openData } from '../../src/trained/open-data.ts';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { photo, writePets } from '../helpers/photos.ts';
import { replacing } from '../helpers/registry.ts';
import { tinyExperiment } from '../helpers/tessera.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';
import { writeFile } from 'node:fs/promises';

test.serial('the data is that of the run, and is closed at the end', async (t) => {
  const { directory } = await trainTiny();
  const trained = await openTrainedRun(directory, loadOptions());
  const closed: string[] = [];
  const given: object[] = [];
  const registry = replacing(
    trained.loaded.registry,
    {
      dataset: (dataset) => ({
        ...dataset,
        storage: { ...dataset.storage, close: async () => void closed.push('storage') },
      }),
    },
    ({ context }) => given.push(context),
  );
  await withCleanup(
    async (cleanup) => {
      const watched = { ...trained, loaded: { ...trained.loaded, registry } };
      const { dataset, loading } = await openData(watched, () => t.fail(), cleanup);
      t.deepEqual(dataset.imageSize, { height: 32, width: 32 });
      const { val } = await loading.prepare({ splits: ['val'] });
      t.is(val.length, 4);
      t.deepEqual(closed, []);
    },
    () => t.fail(),
  );
  t.deepEqual(closed, ['storage']);
  t.is(given.length, 1);
  t.like(given[0], { seed: 0, workingDirectory: trained.workingDirectory });
  t.false('download' in given[0]!, 'the files of a run that trained are there');
});

test.serial('samples that cannot be read any more are told', async (t) => {
  const pets = await writePets(
    ['a', 'b', 'c', 'd'].map((name, index) => photo(name, 1 + (index % 2))),
    [photo('e'), photo('f')],
  );
  const dataset = `dataset: {type: oxford-iiit-pet, root: ${pets.root}, image_size: [32, 16], split: {train: 0.5}, allow_empty: [cat, dog]}\nloader: {workers: 0, on_bad_sample: skip}`;
  const { directory } = await trainTiny(tinyExperiment.replace(/dataset: .*/, dataset));
  await writeFile(pets.image('f'), 'not a photo');
  const skipped: string[] = [];
  await withCleanup(
    async (cleanup) => {
      const trained = await openTrainedRun(directory, loadOptions());
      const { loading } = await openData(trained, ({ split, name }) => skipped.push(`${split} ${name}`), cleanup);
      const { test: rest } = await loading.prepare({ splits: ['test'] });
      t.is(rest.length, 1);
    },
    () => t.fail(),
  );
  t.deepEqual(skipped, ['test f']);
});
