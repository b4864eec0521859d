import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { TesseraError, type Problem } from '../../src/core/errors/index.ts';
import { planModel } from '../../src/plan/model.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { replacing, type Replacements } from '../helpers/registry.ts';
import { classList } from '../helpers/networks.ts';
import { experimentFile, tinyExperiment } from '../helpers/tessera.ts';

interface PlanOptions {
  readonly size?: number;
  readonly replacements?: Replacements;
  readonly batchSize?: number;
}

async function plan(text = tinyExperiment, { size = 32, replacements = {}, batchSize = 4 }: PlanOptions = {}) {
  const { file, folder } = await experimentFile(text);
  const registry = createRegistry(...builtins);
  const { experiment } = await loadExperiment(file, { registry, workingDirectory: folder, environment: {} });
  const reported: Problem[] = [];
  const data = { classes: classList(4), imageSize: { height: size, width: size } };
  const model = await planModel({
    experiment,
    registry: replacing(registry, replacements),
    workingDirectory: folder,
    tf,
    data,
    batchSize,
    report: (problems) => reported.push(...problems),
  });
  return { model, reported };
}

test.serial('a plan is about the batch and the size that augmentations leave', async (t) => {
  const whole = await plan();
  t.like(whole.model, { batchSize: 4, imageSize: { height: 32, width: 32 } });
  t.deepEqual(whole.model.layers[0]!.output, [4, 32, 32, 4]);
  const crop = tinyExperiment.replace('[{type: horizontal-flip}]', '[{type: random-crop, size: [16, 24]}]');
  const cut = await plan(crop, { batchSize: 2 });
  t.like(cut.model, { batchSize: 2, imageSize: { height: 16, width: 24 } });
  t.deepEqual(cut.model.layers[0]!.output, [2, 16, 24, 4]);
  t.deepEqual(cut.reported, []);
});

test.serial('memory is four bytes for each number of the network, and of the slots of what trains', async (t) => {
  let [state, parameters, frozen] = [0, 0, 0];
  const { model } = await plan(tinyExperiment, {
    replacements: {
      model: (built) => {
        const [, first] = built.namedParameters()[0]!;
        first.trainable = false;
        frozen = first.size;
        state = [...built.stateDict().values()].reduce((sum, { size }) => sum + size, 0);
        parameters = built.namedParameters().reduce((sum, [, { size }]) => sum + size, 0);
        return built;
      },
    },
  });
  t.true(state > parameters, 'running statistics too');
  t.deepEqual(model.parameters, { total: parameters, trainable: parameters - frozen });
  t.is(model.memory.model, 4 * state);
  t.is(model.memory.optimizer, 2 * 4 * (parameters - frozen), 'the two means of Adam');
  t.true(model.memory.step > 4 * 4 * 32 * 32 * (3 + 1 + 4), 'the batch, its classes, and its logits');
});

test.serial(
  'sizes that the network cannot take are named by the key that decides them, and no tensor stays',
  async (t) => {
    const pathOf = async (...input: Parameters<typeof plan>) => {
      const error = await t.throwsAsync(plan(...input), { instanceOf: TesseraError });
      t.is(error.problems[0]!.code, 'bad-size');
      return error.problems[0]!.path;
    };
    await plan();
    const tensors = tf.memory().numTensors;
    t.is(await pathOf(tinyExperiment, { size: 30 }), 'dataset.image_size');
    const crop = tinyExperiment.replace(
      '[{type: horizontal-flip}]',
      '[{type: compose, of: [{type: random-crop, size: 18}]}]',
    );
    t.is(await pathOf(crop), 'augmentations');
    await plan();
    t.is(tf.memory().numTensors, tensors);
  },
);

test.serial('weights that are missing are reported, and the network is planned all the same', async (t) => {
  const encoder = '{type: mobilenet_v1, alpha: 0.25, weights: nowhere/model.json}';
  const text = tinyExperiment.replace('{type: convnet, widths: [4, 8]}', encoder);
  const { model, reported } = await plan(text, { size: 64 });
  t.deepEqual(
    reported.map(({ code }) => code),
    ['file-missing'],
  );
  t.true(model.layers.length > 50);
});
