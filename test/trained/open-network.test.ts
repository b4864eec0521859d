import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { openNetwork } from '../../src/trained/open-network.ts';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { checkpointOf } from '../../src/trained/trained.ts';
import { decodeSafetensors } from '../../src/weights/index.ts';
import { photo, writePets } from '../helpers/photos.ts';
import { tinyExperiment } from '../helpers/tessera.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';

const trainPets = async () => {
  const pets = await writePets(
    ['a', 'b', 'c', 'd'].map((name, index) => photo(name, 1 + (index % 2))),
    [photo('e')],
  );
  const dataset = `dataset: {type: oxford-iiit-pet, root: ${pets.root}, image_size: [32, 16], interpolation: nearest, split: {train: 0.5}, allow_empty: [cat, dog]}`;
  return { pets, ...(await trainTiny(tinyExperiment.replace(/dataset: .*/, dataset))) };
};

test.serial(
  "a network has the checkpoint's weights, and says what it takes and gives, without the dataset",
  async (t) => {
    const { directory, pets } = await trainPets();
    await rename(pets.root, `${pets.root}-away`);
    const { model, classes, imageSize, interpolation, step } = await openNetwork(
      checkpointOf(await openTrainedRun(directory, loadOptions()), 'last'),
    );
    t.deepEqual(
      classes.map(({ name }) => name),
      ['background', 'cat', 'dog'],
    );
    t.true(classes.every(({ color }) => color.length === 3));
    t.deepEqual(imageSize, { height: 32, width: 16 });
    t.is(interpolation, 'nearest');
    t.is(step, 1);
    const { tensors } = decodeSafetensors(await readFile(join(directory, 'checkpoints', 'last.safetensors')));
    for (const [name, variable] of model.stateDict()) {
      t.deepEqual([...(await variable.data())], [...tensors.get(`model.${name}`)!.data], name);
    }
    model.dispose();
  },
);

test.serial('a run that recorded no classes asks its dataset', async (t) => {
  const { directory, pets } = await trainPets();
  const file = join(directory, 'run.json');
  const { data, ...old } = JSON.parse(await readFile(file, 'utf8')) as RunRecord;
  await writeFile(file, JSON.stringify(old));
  const trained = checkpointOf(await openTrainedRun(directory, loadOptions()));
  const { model, ...described } = await openNetwork(trained);
  t.like(described, { imageSize: data!.imageSize, interpolation: data!.interpolation });
  t.deepEqual(
    described.classes.map(({ name }) => name),
    ['background', 'cat', 'dog'],
  );
  model.dispose();
  await rename(pets.root, `${pets.root}-away`);
  await t.throwsAsync(openNetwork(trained), { message: /file-missing|bad-dataset/ });
});

test.serial('a checkpoint that is not there is named with those that are, and no tensor stays', async (t) => {
  const { directory } = await trainTiny();
  const trained = checkpointOf(await openTrainedRun(directory, loadOptions()), 'epoch-9');
  const before = tf.memory().numTensors;
  const error = await t.throwsAsync(openNetwork(trained), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-checkpoint');
  t.regex(error.problems[0]!.hints!.join(), /`best`, `epoch-1`, `last`/);
  t.is(tf.memory().numTensors, before);
});
