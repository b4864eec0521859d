import * as tf from '@tensorflow/tfjs-core';
import test, { type ExecutionContext } from 'ava';
import { resnets } from '../../../src/components/encoders/resnet.ts';
import { startEngine } from '../../../src/engine/index.ts';
import { countParameters } from '../../../src/nn/index.ts';
import type { Encoder } from '../../../src/registry/index.ts';
import { assignScaled } from '../../helpers/named-weights.ts';
import { buildPart, inference, training } from '../../helpers/networks.ts';
import { assertAllClose, patternTensor, readTensorFixture } from '../../helpers/tensors.ts';

const expected = await readTensorFixture('resnets');
test.before(() => startEngine({ backend: 'onnxruntime' }));

/** Initial weights are replaced, so they need not be drawn: that takes longer than all the rest. */
const undrawn = { uniform: () => 0, between: () => 0, integer: () => 0, normal: () => 0, permutation: () => [] };

const build = (type: string, params: object = {}) => buildPart('encoder', { type, ...params }, { random: undrawn });

/** As the comments of torchvision count them, without the classifier. */
const parameters: Record<string, number> = {
  resnet18: 11_176_512,
  resnet34: 21_284_672,
  resnet50: 23_508_032,
  resnet101: 42_500_160,
  resnext50_32x4d: 22_979_904,
  wide_resnet50_2: 66_834_240,
};

test('each has a case below', (t) => {
  t.deepEqual(resnets.map(({ type }) => type).sort(), Object.keys(parameters).sort());
});

for (const [type, count] of Object.entries(parameters)) {
  test.serial(`${type} has torchvision's parameters, names and features, in training and in inference`, async (t) => {
    const encoder = await build(type);
    t.is(countParameters(encoder), count);
    const wide = ['resnet18', 'resnet34'].includes(type) ? 64 : 256;
    t.deepEqual(encoder.levels, [
      { stride: 2, channels: 64 },
      { stride: 4, channels: wide },
      { stride: 8, channels: 2 * wide },
      { stride: 16, channels: 4 * wide },
      { stride: 32, channels: 8 * wide },
    ]);
    await assertFeatures(t, encoder, `${type}.32`);
  });
}

for (const output_stride of [8, 16]) {
  // torchvision has no dilation in the blocks of its smaller ResNets; timm has.
  for (const [type, library] of [
    ['resnet18', 'timm'],
    ['resnext50_32x4d', 'torchvision'],
  ] as const) {
    test.serial(`${type} that ends at stride ${output_stride} has the features of ${library}`, async (t) => {
      const encoder = await build(type, { output_stride });
      t.deepEqual(
        encoder.levels.map(({ stride }) => stride),
        [2, 4, 8, 16, 32].map((stride) => Math.min(stride, output_stride)),
      );
      await assertFeatures(t, encoder, `${type}.${output_stride}`);
    });
  }
}

test.serial('frozen, it has nothing that trains, and batch norm keeps its statistics', async (t) => {
  const encoder = await build('resnet18', { frozen: true });
  assignScaled(encoder);
  t.true(encoder.frozen);
  t.is(countParameters(encoder, { trainableOnly: true }), 0);
  const images = patternTensor<tf.Rank.R4>([2, 64, 64, 3], 1);
  const features = async (pass: typeof inference) => tf.tidy(() => encoder.forward(images, pass).at(-1)!).data();
  t.deepEqual(await features(training()), await features(inference));
  images.dispose();
  encoder.dispose();
});

async function assertFeatures(t: ExecutionContext, encoder: Encoder, name: string): Promise<void> {
  assignScaled(encoder);
  const images = patternTensor<tf.Rank.R4>([2, 64, 64, 3], 1);
  for (const [what, pass] of [
    ['training', training()],
    ['inference', inference],
  ] as const) {
    const features = tf.tidy(() => encoder.forward(images, pass));
    for (const [level, x] of features.entries()) {
      const { stride, channels } = encoder.levels[level]!;
      t.deepEqual(x.shape, [2, 64 / stride, 64 / stride, channels]);
      const [, height, width] = x.shape;
      const kept = tf.tidy(() =>
        tf.stridedSlice(x, [0, 0, 0, 0], x.shape, [1, height >> 1, width >> 1, channels >> 3]),
      );
      await assertAllClose(t, kept, expected(`${name}.${what}.${level}`), 1e-3, `level ${level} in ${what}`);
      const moments = tf.tidy(() => {
        const { mean, variance } = tf.moments(x);
        return tf.stack([mean, tf.sqrt(variance)]);
      });
      await assertAllClose(t, moments, expected(`${name}.${what}.${level}.moments`), 1e-3, `moments in ${what}`);
    }
    tf.dispose(features);
  }
  images.dispose();
  encoder.dispose();
}
