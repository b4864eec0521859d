import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { changesSince } from '../../src/trained/changes-since.ts';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { baseContext } from '../../src/registry/index.ts';
import { photo, writePets } from '../helpers/photos.ts';
import { tinyExperiment } from '../helpers/tessera.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';

/** A run on six photos, whose files the test changes. */
async function trainPets() {
  const pets = await writePets(
    ['a', 'b', 'c', 'd'].map((name, index) => photo(name, 1 + (index % 2))),
    [photo('e'), photo('f')],
  );
  const dataset = `dataset: {type: oxford-iiit-pet, root: ${pets.root}, image_size: [32, 16], split: {train: 0.5}}`;
  const { directory } = await trainTiny(tinyExperiment.replace(/dataset: .*/, dataset));
  const changes = async () => {
    const trained = await openTrainedRun(directory, loadOptions());
    const { experiment, registry } = trained.loaded;
    const data = await registry.build('dataset', experiment.dataset, baseContext(experiment, trained.workingDirectory));
    return changesSince(trained, data);
  };
  return { pets, directory, changes };
}

test.serial('nothing is said of data that is as it was, even if it was written again', async (t) => {
  const { pets, changes } = await trainPets();
  t.deepEqual(await changes(), []);
  await writeFile(pets.image('e'), await readFile(pets.image('e')));
  t.deepEqual(await changes(), []);
});

test.serial('the split with other samples is named', async (t) => {
  const { pets, changes } = await trainPets();
  await appendFile(pets.trimap('e'), 'x');
  t.deepEqual(await changes(), ['the test split has other samples', '1 sample is of other content: e']);
});

test.serial('a run that recorded nothing is not compared', async (t) => {
  const { pets, directory, changes } = await trainPets();
  const file = join(directory, 'run.json');
  const { inputs: _, ...old } = JSON.parse(await readFile(file, 'utf8')) as { inputs: unknown };
  await writeFile(file, JSON.stringify(old));
  await rm(pets.image('f'));
  t.deepEqual(await changes(), []);
});
