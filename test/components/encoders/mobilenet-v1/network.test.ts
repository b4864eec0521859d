import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { MobileNetV1 } from '../../../../src/components/encoders/mobilenet-v1/network.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { countParameters } from '../../../../src/nn/index.ts';
import { assertPart, assignByName } from '../../../helpers/named-weights.ts';
import { inference, training } from '../../../helpers/networks.ts';
import { assertAllClose, patternTensor, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

function create(frozen: boolean, alpha = 0.25, outputStride = 32): MobileNetV1 {
  const encoder = new MobileNetV1({ alpha, outputStride, momentum: 0.01, random: createRandom(0) });
  if (frozen) encoder.freeze();
  return encoder;
}
const images = () => patternTensor<tf.Rank.R4>([2, 64, 64, 3], 1);

test.serial("every level has PyTorch's features, in training and in inference", async (t) => {
  const encoder = create(false);
  await assertPart(t, 'mobilenet', encoder, ([x], pass) => encoder.forward(x!, pass), [[2, 64, 64, 3]], {
    every: 8,
    tolerance: 1e-3,
  });
});

test.serial('its levels are the last features of strides 2 to 32', (t) => {
  const encoder = create(false, 0.5);
  t.deepEqual(encoder.levels, [
    { stride: 2, channels: 32 },
    { stride: 4, channels: 64 },
    { stride: 8, channels: 128 },
    { stride: 16, channels: 256 },
    { stride: 32, channels: 512 },
  ]);
  encoder.dispose();
});

test.serial('with an output stride of 8 the last levels stay at stride 8, and the parameters are the same', (t) => {
  const [encoder, usual] = [create(false, 0.25, 8), create(false)];
  t.deepEqual(encoder.levels, [
    { stride: 2, channels: 16 },
    { stride: 4, channels: 32 },
    { stride: 8, channels: 64 },
    { stride: 8, channels: 128 },
    { stride: 8, channels: 256 },
  ]);
  const features = tf.tidy(() => encoder.forward(images(), inference));
  t.deepEqual(
    features.map(({ shape }) => shape),
    encoder.levels.map(({ stride, channels }) => [2, 64 / stride, 64 / stride, channels]),
  );
  const shapes = (network: MobileNetV1) => [...network.stateDict()].map(([name, { shape }]) => [name, shape]);
  t.deepEqual(shapes(encoder), shapes(usual));
  tf.dispose(features);
  for (const network of [encoder, usual]) network.dispose();
});

test.serial('it has the parameters that Keras counts without the classifier', (t) => {
  const encoder = create(false, 0.75);
  // 1,832,976 in all, of which 16,416 are running statistics.
  t.is(countParameters(encoder), 1_832_976 - 16_416);
  encoder.dispose();
});

test.serial('pixels of 0..1 become -1..1', (t) => {
  const encoder = create(false);
  t.deepEqual(encoder.normalization, { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] });
  encoder.dispose();
});

test.serial('frozen, it gives the features of inference even in training, and its statistics stay', async (t) => {
  const [frozen, trainable] = [create(true), create(false)];
  for (const encoder of [frozen, trainable]) assignByName(encoder);
  const before = await frozen.stateDict().get('conv1.bn.running_mean')!.data();
  const [actual, expected] = tf.tidy(() => [
    frozen.forward(images(), training()),
    trainable.forward(images(), inference),
  ]);
  for (const [level, feature] of actual.entries())
    await assertAllClose(t, feature, await expected[level]!.data(), 1e-3, `features of level ${level}`);
  t.deepEqual(await frozen.stateDict().get('conv1.bn.running_mean')!.data(), before);
  t.true(frozen.namedParameters().every(([, parameter]) => !parameter.trainable));
  for (const encoder of [frozen, trainable]) encoder.dispose();
});

test.serial('trainable, every parameter gets a gradient', (t) => {
  const encoder = create(false);
  const input = images();
  const { value, grads } = tf.variableGrads(() => tf.sum(tf.square(encoder.forward(input, training()).at(-1)!)));
  t.is(Object.keys(grads).length, encoder.namedParameters().length);
  tf.dispose([value, grads, input]);
  encoder.dispose();
});
