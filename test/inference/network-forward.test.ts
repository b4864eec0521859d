import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import test from 'ava';
import { networkForward } from '../../src/inference/network-forward.ts';
import { buildPart } from '../helpers/networks.ts';

test.serial('images are normalised as in training, and logits come back in their order', async (t) => {
  await tf.setBackend('cpu');
  const model = await buildPart('model', { type: 'unet', encoder: { type: 'convnet', widths: [4] } });
  const normalization = { mean: [0.5, 0.25, 0], std: [1, 0.5, 0.25] } as const;
  // A network that gives back what it is given.
  const identity = Object.assign(model, {
    normalization,
    encodeFrozen: (images: tf.Tensor4D) => [images],
    forward: ([images]: readonly tf.Tensor4D[]) => tf.clone(images!),
  });
  const before = tf.memory().numTensors;
  const logits = await networkForward(identity)(Uint8Array.of(255, 0, 51, 0, 255, 0), 2, { height: 1, width: 1 });
  t.is(tf.memory().numTensors, before);
  t.deepEqual(
    [...logits].map((value) => Number(value.toFixed(5))),
    [0.5, -0.5, 0.8, -0.5, 1.5, 0],
  );
  model.dispose();
});
