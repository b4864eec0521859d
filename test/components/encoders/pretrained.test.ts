import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { builtins } from '../../../src/components/index.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { createRegistry } from '../../../src/registry/index.ts';
import { buildPart, inference, training } from '../../helpers/networks.ts';
import { mobilenetWeights, testIf } from '../../helpers/requirements.ts';
import { assertAllClose, patternTensor, readTensorFixture, startTestEngine } from '../../helpers/tensors.ts';

const expected = await readTensorFixture('mobilenet');
const withWeights = await testIf('mobilenet-weights');
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

test.serial('a depthwise kernel keeps its channels, whose place in the shape is another in Keras', async (t) => {
  const file = await writeModel();
  const shard = path.join(path.dirname(file), 'shard');
  const bytes = await readFile(shard);
  const values = new Float32Array(Uint8Array.from(bytes).buffer);
  const encoder = await build(file);
  const names = [...encoder.stateDict().keys()];
  const sizes = [...encoder.stateDict().values()].map(({ size }) => size);
  const start = sizes.slice(0, names.indexOf('conv_dw_1.conv.weight')).reduce((a, b) => a + b, 0);
  encoder.dispose();
  // Keras's order is [row, column, channel]: value 10 * tap + channel.
  for (let tap = 0; tap < 9; tap++)
    for (let channel = 0; channel < 8; channel++) values[start + tap * 8 + channel] = 10 * tap + channel;
  await writeFile(shard, Buffer.from(values.buffer));
  const changed = await build(file);
  const kernel = changed.stateDict().get('conv_dw_1.conv.weight')!;
  t.deepEqual(kernel.shape, [3, 3, 1, 8]);
  t.deepEqual([...(await kernel.data())].slice(0, 10), [0, 1, 2, 3, 4, 5, 6, 7, 10, 11]);
  changed.dispose();
});

test.serial("with Keras's weights, statistics follow as in Keras: a hundredth of each batch", async (t) => {
  const encoder = await build(await writeModel());
  const name = 'conv1.bn.running_var';
  const before = [...encoder.stateDict().keys()].indexOf(name);
  tf.tidy(() => void encoder.forward(tf.zeros([1, 64, 64, 3]), training()));
  // A batch of zeros has a variance of 0.
  const [after] = await encoder.stateDict().get(name)!.data();
  t.true(before > 0);
  t.true(Math.abs(after! - 0.99 * before) < 1e-5, String(after));
  encoder.dispose();
});

test.serial('every array of a model file of the same width gets to its place', async (t) => {
  const encoder = await build(await writeModel());
  // Each array of the file is filled with its number in the order of the state dict.
  for (const [index, [name, variable]] of [...encoder.stateDict()].entries())
    t.deepEqual(new Set(await variable.data()), new Set([index]), name);
  encoder.dispose();
});

test.serial('weights that do not fit name the tensors that are missing, and those of another shape', async (t) => {
  const file = await writeModel((entries) => {
    entries[0]!.shape = [3, 3, 3, 9];
    entries[2]!.name = 'other';
  });
  const error = await t.throwsAsync(build(file), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code, path: at, message }) => [code, at, message.replaceAll(file, 'FILE')]),
    [
      ['bad-weights', 'model.encoder.weights', "FILE lacks 1 of the encoder's 135 tensors: `conv1_bn/beta` [8]"],
      [
        'bad-weights',
        'model.encoder.weights',
        'expected other shapes of 1 of the 135 tensors in FILE: `conv1/kernel` [3, 3, 3, 8], got [3, 3, 3, 9]',
      ],
      ['bad-weights', 'model.encoder.weights', "FILE has 1 tensor that the encoder doesn't have: `other`"],
    ],
  );
});

test.serial('weights of another alpha are refused: the first three tensors, how many, and what to check', async (t) => {
  const error = await t.throwsAsync(build(await writeModel(), 0.5), { instanceOf: TesseraError });
  t.is(error.problems.length, 1);
  // 27 layers of a kernel and four arrays of batch norm; none keeps its shape.
  t.regex(error.problems[0]!.message, /of 135 of the 135 tensors .* got \[8\], \.\.\. \(135 in all\)/);
  t.regex(error.problems[0]!.message, /depthwise_kernel|`conv1\/kernel` \[3, 3, 3, 16\], got \[3, 3, 3, 8\]/);
  t.deepEqual(error.problems[0]!.hints, ["the encoder's alpha must be that of the weights"]);
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

test('every encoder that takes weights says which files they are, and what a run downloads of them', async (t) => {
  const encoders = createRegistry(...builtins)
    .list('encoder')
    .filter((component) => 'weights' in component.params(createRegistry().slot).shape);
  t.true(encoders.length > 5);
  const context = { workingDirectory: '/nowhere' };
  for (const { type, files, downloads } of encoders) {
    const params = { alpha: 1, weights: 'hf://owner/repo/net.pth' } as never;
    t.deepEqual(await files!(params, context), [], type);
    t.deepEqual(
      (await downloads!(params, context)).map(({ address }) => address),
      ['https://huggingface.co/owner/repo/resolve/main/net.pth'],
      type,
    );
    t.deepEqual(await downloads!({ alpha: 1 } as never, context), [], type);
    t.deepEqual(await files!({ alpha: 1 } as never, context), [], type);
  }
});
