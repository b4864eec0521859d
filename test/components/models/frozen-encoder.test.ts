import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { featuresOf, encodeFrozen } from '../../../src/components/models/frozen-encoder.ts';
import type { Pass } from '../../../src/nn/index.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { Encoder } from '../../../src/registry/index.ts';
import { buildPart, inference, training } from '../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const images = () => patternTensor<tf.Rank.R4>([2, 32, 32, 3], 1);

/** An encoder that notes the passes it is called with. */
async function watched(frozen: boolean): Promise<{ encoder: Encoder; passes: Pass[] }> {
  const encoder = await buildPart('encoder', { type: 'mobilenet_v1', alpha: 0.25, frozen });
  const passes: Pass[] = [];
  const forward = encoder.forward.bind(encoder);
  encoder.forward = (x, pass) => {
    passes.push(pass);
    return forward(x, pass);
  };
  return { encoder, passes };
}

test.serial('a frozen encoder runs ahead of the forward pass, in inference, and once', async (t) => {
  const { encoder, passes } = await watched(true);
  const input = images();
  const before = tf.memory().numTensors;
  const encoded = encodeFrozen(encoder, input);
  t.is(tf.memory().numTensors, before + encoded.length, 'only the features are left');
  t.deepEqual(
    encoded.map(({ shape }) => shape[1]),
    [16, 8, 4, 2, 1],
  );
  t.is(featuresOf(encoder, encoded, training()), encoded);
  t.deepEqual(
    passes.map((pass) => pass.training),
    [false],
  );
  tf.dispose([input, encoded]);
  encoder.dispose();
});

test.serial('any other encoder runs in the forward pass, on the images that were encoded', async (t) => {
  const { encoder, passes } = await watched(false);
  const input = images();
  const encoded = encodeFrozen(encoder, input);
  t.deepEqual(passes, []);
  t.is(encoded.length, 1);
  t.deepEqual(await encoded[0]!.data(), await input.data());
  t.not(encoded[0], input, 'the caller may dispose of both');
  const pass: Pass = { training: true, random: createRandom(3) };
  const features = tf.tidy(() => featuresOf(encoder, encoded, pass).map((feature) => feature.shape[1]));
  t.deepEqual(features, [16, 8, 4, 2, 1]);
  t.deepEqual(passes, [pass]);
  tf.dispose([input, encoded]);
  encoder.dispose();
});

test.serial('both ways give the same features in inference', async (t) => {
  const [frozen, trainable] = [(await watched(true)).encoder, (await watched(false)).encoder];
  const last = async (encoder: Encoder) =>
    tf.tidy(() => featuresOf(encoder, encodeFrozen(encoder, images()), inference).at(-1)!).data();
  const [one, other] = [await last(frozen), await last(trainable)];
  t.true(one.every((value, index) => Math.abs(value - other[index]!) < 1e-5));
  for (const encoder of [frozen, trainable]) encoder.dispose();
});
