import * as tf from '@tensorflow/tfjs-core';
import type { Encoder } from '../../registry/index.ts';
import type { Pass } from '../../nn/index.ts';
import { createRandom } from '../../core/random.ts';

/** Random numbers are drawn in training only, so any stream can be passed. */
const inference: Pass = { training: false, random: createRandom('inference') };

/**
 * A model's `encodeFrozen`: the features of a frozen encoder, or a copy of the images if the encoder trains. The caller
 * owns the tensors.
 */
export function encodeFrozen(encoder: Encoder, images: tf.Tensor4D): tf.Tensor4D[] {
  return tf.tidy(() => (encoder.frozen ? encoder.forward(images, inference) : [tf.clone(images)]));
}

/** The encoder's features, given the result of `encodeFrozen`. Runs the encoder if it is not frozen. */
export function featuresOf(encoder: Encoder, encoded: readonly tf.Tensor4D[], pass: Pass): readonly tf.Tensor4D[] {
  return encoder.frozen ? encoded : encoder.forward(encoded[0]!, pass);
}
