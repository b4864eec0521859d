import test from 'ava';
import * as tf from '@tensorflow/tfjs-core';
import { startMeta } from '../../src/engine/backends/meta/index.ts';
import { planExperiment } from '../../src/plan/index.ts';
import { countMultiplyAdds } from '../../src/train/step-size.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { notingClosed, replacing } from '../helpers/registry.ts';
import { loadOptions } from '../helpers/trained.ts';
import { experimentFile, tinyExperiment } from '../helpers/tessera.ts';

async function load(text = tinyExperiment) {
  const { file, folder } = await experimentFile(text);
  const options = loadOptions(folder);
  const { experiment } = await loadExperiment(file, options);
  return { experiment, registry: options.registry, workingDirectory: folder };
}

test.serial('a step has as many multiply-adds as its plan says, and leaves no tensor', async (t) => {
  const counted = await load();
  await startMeta();
  const before = tf.memory().numTensors;
  const count = await countMultiplyAdds(counted);
  t.is(tf.memory().numTensors, before);
  const { model, problems } = await planExperiment(counted);
  t.deepEqual(problems, []);
  t.is(count, model!.stepMultiplyAdds);
  t.true(count! > model!.forwardMultiplyAdds);
});

test.serial('nobody knows the step of an experiment that cannot be built', async (t) => {
  const folder =
    'dataset: {type: image-folder, root: nowhere, image_size: 32, classes: [{name: a, color: [0, 0, 0]}, {name: b, color: [9, 9, 9]}]}';
  t.is(await countMultiplyAdds(await load(tinyExperiment.replace(/^dataset:.*$/m, folder))), undefined);
});

test.serial('the data that gives the size is closed again, and the model let go', async (t) => {
  const counted = await load();
  const closed: string[] = [];
  await countMultiplyAdds({ ...counted, registry: replacing(counted.registry, notingClosed(closed)) });
  t.deepEqual(closed, ['storage', 'model']);
});
