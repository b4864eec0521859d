import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildPart, inference, training } from '../../helpers/networks.ts';
import { mobilenetWeights, testIf } from '../../helpers/requirements.ts';
import { assertAllClose, patternTensor, readTensorFixture, startTestEngine } from '../../helpers/tensors.ts';

const withWeights = await testIf('mobilenet-weights');

const expected = await readTensorFixture('mobilenet');
test.before(startTestEngine);

for (const frozen of [true, false]) {
  withWeights.serial(
    `the published weights, ${frozen ? 'frozen and folded' : 'trainable'}, give PyTorch's features`,
    async (t) => {
      const encoder = await buildPart('encoder', { type: 'mobilenet_v1', weights: mobilenetWeights, frozen });
      t.deepEqual(
        encoder.levels.map(({ stride, channels }) => [stride, channels]),
        [
          [2, 48],
          [4, 96],
          [8, 192],
          [16, 384],
          [32, 768],
        ],
      );
      const features = tf.tidy(() =>
        encoder.forward(tf.mul(patternTensor<tf.Rank.R4>([1, 64, 64, 3], 9), 2), inference),
      );
      for (const [index, { stride }] of encoder.levels.entries()) {
        const step = Math.max(1, 64 / stride / 4);
        const grid = tf.stridedSlice(features[index]!, [0, 0, 0, 0], features[index]!.shape, [1, step, step, 1]);
        await assertAllClose(t, grid, expected(`stride${stride}`), 1e-4, `features of stride ${stride}`);
      }
      encoder.dispose();
    },
  );
}

test.serial('frozen, it ignores training mode: statistics stay and nothing is trainable', async (t) => {
  const encoder = await buildPart('encoder', { type: 'mobilenet_v1', alpha: 0.25, frozen: true });
  tf.tidy(() => encoder.forward(patternTensor<tf.Rank.R4>([1, 32, 32, 3], 1), training()));
  t.true(encoder.frozen);
  t.true(encoder.namedParameters().every(([, parameter]) => !parameter.trainable));
  const mean = encoder.stateDict().get('conv1.bn.running_mean')!;
  t.true((await mean.data()).every((value) => value === 0));
  encoder.dispose();
});

test.serial('trainable, every parameter gets a gradient', async (t) => {
  const encoder = await buildPart('encoder', { type: 'mobilenet_v1', alpha: 0.25 });
  const images = patternTensor<tf.Rank.R4>([2, 64, 64, 3], 1);
  const { value, grads } = tf.variableGrads(() => tf.sum(tf.square(encoder.forward(images, training()).at(-1)!)));
  t.is(Object.keys(grads).length, encoder.namedParameters().length);
  tf.dispose([value, grads, images]);
  encoder.dispose();
});

/** A model of alpha 0.25 with random weights, as TensorFlow.js Layers writes it: one group, one shard. */
async function writeModel(change: (weights: { name: string; shape: number[] }[]) => void = () => {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tessera-weights-'));
  const encoder = await buildPart('encoder', { type: 'mobilenet_v1', alpha: 0.25 });
  const keras: Record<string, string> = {
    weight: 'gamma',
    bias: 'beta',
    running_mean: 'moving_mean',
    running_var: 'moving_variance',
  };
  const entries = [...encoder.stateDict()].map(([name, { shape }]) => {
    const [layer, part, variable] = name.split('.') as [string, string, string];
    if (part === 'bn') return { name: `${layer}_bn/${keras[variable]!}`, shape, dtype: 'float32' };
    const depthwise = layer.startsWith('conv_dw');
    return {
      name: `${layer}/${depthwise ? 'depthwise_kernel' : 'kernel'}`,
      shape: depthwise ? [3, 3, shape[3]!, 1] : shape,
      dtype: 'float32',
    };
  });
  encoder.dispose();
  change(entries);
  const values = entries.map(({ shape }, index) =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => index),
  );
  await writeFile(path.join(folder, 'shard'), Buffer.concat(values.map((array) => Buffer.from(array.buffer))));
  await writeFile(
    path.join(folder, 'model.json'),
    JSON.stringify({ weightsManifest: [{ paths: ['shard'], weights: entries }] }),
  );
  return path.join(folder, 'model.json');
}

const build = (file: string, alpha = 0.25) => buildPart('encoder', { type: 'mobilenet_v1', alpha, weights: file });

test.serial('a model file of the same width is taken', async (t) => {
  const encoder = await build(await writeModel());
  t.true((await encoder.stateDict().get('conv1.bn.weight')!.data()).every((value) => value === 1));
  encoder.dispose();
});

test.serial('weights that do not fit name every tensor with the expected shape and what came', async (t) => {
  const file = await writeModel((entries) => {
    entries[0]!.shape = [3, 3, 3, 9];
    entries[2]!.name = 'other';
  });
  const error = await t.throwsAsync(build(file), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code, message }) => [code, message.replace(file, 'FILE')]),
    [
      ['bad-weights', 'expected «conv1/kernel» to have shape [3, 3, 3, 8]; in FILE it has [3, 3, 3, 9]'],
      ['bad-weights', 'expected a tensor «conv1_bn/beta» of shape [8]; FILE has none'],
    ],
  );
});

test.serial('weights of another alpha are refused', async (t) => {
  const error = await t.throwsAsync(build(await writeModel(), 0.5), { instanceOf: TesseraError });
  t.is(error.problems[0]?.code, 'bad-weights');
  t.regex(error.problems[0]!.hints!.join(), /alpha/);
});

const broken = test.macro(async (t, breakIt: (file: string) => Promise<string>, code: string, message: RegExp) => {
  const error = await t.throwsAsync(
    breakIt(await writeModel()).then((file) => build(file)),
    { instanceOf: TesseraError },
  );
  t.is(error.problems[0]?.code, code as never);
  t.regex(error.message, message);
});
test.serial('a missing model file is named', broken, async (file) => `${file}.not`, 'file-missing', /model\.json\.not/);
test.serial(
  'a missing shard is named with its model',
  broken,
  async (file) => {
    const copy = path.join(await mkdtemp(path.join(tmpdir(), 'tessera-weights-')), 'model.json');
    await copyFile(file, copy);
    return copy;
  },
  'file-missing',
  /shard \(a part of .*model\.json\)/,
);
test.serial(
  'a shard that is cut short is refused',
  broken,
  async (file) => {
    const shard = path.join(path.dirname(file), 'shard');
    await writeFile(shard, (await readFile(shard)).subarray(0, -4));
    return file;
  },
  'bad-weights',
  /expected \d+ bytes in shard/,
);
test.serial(
  'a file that is no model is refused',
  broken,
  async (file) => {
    await writeFile(file, '{}');
    return file;
  },
  'bad-weights',
  /TensorFlow\.js Layers model/,
);
