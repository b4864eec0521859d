import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createLoader } from '../../src/data/loader/loader.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Loss, Optimizer, SegmentationModel } from '../../src/registry/index.ts';
import { startComponentLogs } from '../../src/train/component-logs.ts';
import { trainStep } from '../../src/train/step.ts';
import { toTensors } from '../../src/train/tensors.ts';
import { buildTiny } from '../helpers/built.ts';
import { residentMiB } from '../helpers/garbage.ts';
import { long } from '../helpers/long.ts';

/** Until the first, V8 may still enlarge its heap until it fits the garbage of a step: a few MiB of 32. */
const [settled, last] = long ? [600, 1000] : [200, 300];

for (const backend of ['wasm', 'auto'] as const) {
  test.serial(
    `${last} steps on the backend ${backend} read nothing synchronously, keep no tensor, and hold resident memory`,
    async (t) => {
      const { built, optimizer, splits, experiment } = await buildTiny(backend);
      const loader = createLoader(splits.train, {
        batchSize: 4,
        shuffle: true,
        dropLast: false,
        seed: 0,
        augmentations: built.augmentations,
      });
      const prototype = tf.Tensor.prototype as { dataSync: unknown };
      const { dataSync } = prototype;
      let synchronousReads = 0;
      prototype.dataSync = function read(this: tf.Tensor) {
        synchronousReads++;
        return (dataSync as () => unknown).call(this);
      };
      t.teardown(() => (prototype.dataSync = dataSync));

      const losses: number[] = [];
      const tensors: number[] = [];
      const resident: number[] = [];
      for (let step = 0; step < last;) {
        for await (const batch of loader.epoch(step)) {
          const inputs = toTensors(batch, built.model.normalization);
          const { loss, prediction } = trainStep(inputs, {
            model: built.model,
            loss: built.loss,
            optimizer,
            learningRate: 0.01,
            random: createRandom(0, step),
          });
          losses.push((await loss.data())[0]!);
          tf.dispose([inputs.images, inputs.target, loss, prediction]);
          step++;
          if (step === settled || step === last) {
            tensors.push(tf.memory().numTensors);
            resident.push(await residentMiB());
          }
        }
      }
      t.is(synchronousReads, 0);
      t.is(tensors[1], tensors[0]);
      t.log(`resident memory grew by ${Math.round(resident[1]! - resident[0]!)} MiB in ${last - settled} steps`);
      t.true(resident[1]! - resident[0]! < 32);
      t.true(losses.at(-1)! < losses[0]! / 4, `loss went from ${losses[0]} to ${losses.at(-1)}`);
      t.is(experiment.train.batch_size, 4);
      optimizer.dispose();
      built.model.dispose();
    },
  );
}

test.serial('a frozen encoder gets no gradient and does not move', async (t) => {
  const { built, optimizer, splits } = await buildTiny(
    'wasm',
    `
name: frozen
dataset: {type: shapes, image_size: 32, train: 2, val: 1, test: 1}
model: {type: pspnet, encoder: {type: mobilenet_v1, alpha: 0.25}}
loss: {type: cross-entropy}
optimizer: {type: adam}
train: {epochs: 1, batch_size: 2, freeze: [encoder]}
`,
  );
  const isEncoder = ([name]: readonly [string, ...unknown[]]) => name.startsWith('encoder.');
  const before = await valuesOf(built.model.stateDict());
  t.true(before.some(isEncoder));
  const { value: batch } = await createLoader(splits.train, {
    batchSize: 2,
    shuffle: false,
    dropLast: false,
    seed: 0,
    augmentations: [],
  })
    .epoch(0)
    [Symbol.asyncIterator]()
    .next();
  const inputs = toTensors(batch, built.model.normalization);
  const output = trainStep(inputs, {
    model: built.model,
    loss: built.loss,
    optimizer,
    learningRate: 0.1,
    random: createRandom(0),
  });
  await output.loss.data();
  const after = await valuesOf(built.model.stateDict());
  t.deepEqual(after.filter(isEncoder), before.filter(isEncoder));
  t.notDeepEqual(
    after.filter((entry) => !isEncoder(entry)),
    before.filter((entry) => !isEncoder(entry)),
  );
  tf.dispose([inputs.images, inputs.target, output.loss, output.prediction]);
});

test.serial('auxiliary heads train with the rest, and what they add is given beside the loss', async (t) => {
  const { built, optimizer, splits } = await buildTiny(
    'wasm',
    `
name: helped
dataset: {type: shapes, image_size: 32, train: 2, val: 1, test: 1}
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}, auxiliary_heads: [{weight: 0.5, channels: 4}]}
loss: {type: cross-entropy}
optimizer: {type: adam}
train: {epochs: 1, batch_size: 2}
`,
  );
  const loader = createLoader(splits.train, {
    batchSize: 2,
    shuffle: false,
    dropLast: false,
    seed: 0,
    augmentations: [],
  });
  const { value: batch } = await loader.epoch(0)[Symbol.asyncIterator]().next();
  const inputs = toTensors(batch, built.model.normalization);
  const before = await valuesOf(built.model.stateDict());
  const tensors = tf.memory().numTensors;
  const parts = { model: built.model, loss: built.loss, optimizer, learningRate: 0.1, random: createRandom(0) };
  const { loss, auxiliaryLoss, prediction } = trainStep(inputs, parts);
  const [own, added] = [(await loss.data())[0]!, (await auxiliaryLoss!.data())[0]!];
  // At the beginning each of both heads is about as uncertain as the other, and one of them counts half.
  t.true(own > 0.5 && added > 0.25 && added < own);
  tf.dispose([loss, auxiliaryLoss!, prediction]);
  t.is(tf.memory().numTensors, tensors);
  const after = new Map(await valuesOf(built.model.stateDict()));
  for (const [name, values] of before) if (name.startsWith('auxiliary.')) t.notDeepEqual(after.get(name), values, name);
  tf.dispose([inputs.images, inputs.target]);
});

test.serial('model, loss and optimizer log each step, and what they log is freed', async (t) => {
  const { built, optimizer, splits } = await buildTiny('wasm');
  const options = { batchSize: 2, shuffle: false, dropLast: false, seed: 0, augmentations: [] };
  const { value: batch } = await createLoader(splits.train, options).epoch(0)[Symbol.asyncIterator]().next();
  const inputs = toTensors(batch, built.model.normalization);
  const loss: Loss = (logits, target, log) => {
    log?.scalar('logits', tf.sum(tf.mul(logits, 0)));
    return built.loss(logits, target);
  };
  const forward: SegmentationModel['forward'] = (encoded, pass) => {
    pass.log?.scalar('training', Number(pass.training));
    return built.model.forward(encoded, pass);
  };
  const model = {
    namedParameters: () => built.model.namedParameters(),
    encodeFrozen: (images: tf.Tensor4D) => built.model.encodeFrozen(images),
    forward,
  } as SegmentationModel;
  const logging: Optimizer = {
    learningRate: optimizer.learningRate,
    stepCount: 0,
    step(gradients, learningRate, log) {
      log?.scalar('gradients', gradients.size);
      optimizer.step(gradients, learningRate);
    },
    stateDict: () => optimizer.stateDict(),
    dispose: () => optimizer.dispose(),
  };
  const logs = startComponentLogs({ images: false });
  const parts = { model, loss, optimizer: logging, learningRate: 0.1, random: createRandom(0), logOf: logs.of };
  const first = trainStep(inputs, parts);
  tf.dispose([first.loss, first.prediction]);
  logs.drop();
  const before = tf.memory().numTensors;
  const output = trainStep(inputs, parts);
  await logs.take(1);
  tf.dispose([output.loss, output.prediction]);
  t.is(tf.memory().numTensors, before);
  t.deepEqual(Object.fromEntries(logs.values().scalars), {
    'model/training': 1,
    'loss/logits': 0,
    'optimizer/gradients': built.model.namedParameters().length,
  });
  tf.dispose([inputs.images, inputs.target]);
});

async function valuesOf(state: ReadonlyMap<string, tf.Variable>) {
  return Promise.all([...state].map(async ([name, variable]) => [name, Array.from(await variable.data())] as const));
}
