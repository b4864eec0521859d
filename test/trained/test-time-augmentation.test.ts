import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import test from 'ava';
import { createRandom } from '../../src/core/random.ts';
import { networkForward } from '../../src/inference/network-forward.ts';
import { augmentedForward } from '../../src/predict/augmented-forward.ts';
import { withTestTimeAugmentation } from '../../src/trained/test-time-augmentation.ts';
import { buildPart } from '../helpers/networks.ts';

const pass = { training: false, random: createRandom('inference') };

test.serial('a network with augmentation answers as `predict` with `--tta` does, and leaves no tensor', async (t) => {
  await tf.setBackend('cpu');
  const model = await buildPart('model', { type: 'unet', encoder: { type: 'convnet', widths: [4] } });
  const size = { height: 8, width: 12 };
  const image = Uint8Array.from({ length: size.height * size.width * 3 }, (_, at) => (at * 37) % 256);
  const plain = networkForward(model);
  // At a scale of 2, pixels are blended in shares of a quarter, of sixteenths in the corners: ties are frequent.
  for (const [tta, tolerance] of [
    [{ flips: false, scales: [1] }, 1e-6],
    [{ flips: true, scales: [1] }, 1e-5],
    [{ flips: true, scales: [1, 2] }, 1e-5],
    [{ flips: false, scales: [0.5, 1, 1.5] }, 1e-5],
  ] as const) {
    const wrapped = withTestTimeAugmentation(model, tta);
    t.is(wrapped.inputMultiple, model.inputMultiple);
    t.deepEqual([...wrapped.stateDict().keys()], [...model.stateDict().keys()]);
    const before = tf.memory().numTensors;
    const own = await networkForward(wrapped)(image, 1, size);
    t.is(tf.memory().numTensors, before);
    const other = await augmentedForward((pixels, at) => plain(pixels, 1, at), tta, model.inputMultiple)(image, size);
    const worst = Math.max(...own.map((value, at) => Math.abs(value - other[at]!)));
    t.true(worst < tolerance, `${JSON.stringify(tta)}: ${worst}`);
  }
  const logits = tf.tidy(() => {
    const images = tf.zeros<tf.Rank.R4>([1, 8, 12, 3]);
    const wrapped = withTestTimeAugmentation(model, { flips: true, scales: [1] });
    return tf.sum(tf.exp(wrapped.forward(wrapped.encodeFrozen(images), pass)), -1);
  });
  t.true(
    (await logits.data()).every((sum) => Math.abs(sum - 1) < 1e-5),
    'their exponentials are probabilities',
  );
  model.dispose();
});
