import * as tf from '@tensorflow/tfjs-core';
import type { Encoder } from '../../registry/index.ts';
import type { Pass } from '../../nn/index.ts';
import { createRandom } from '../../core/random.ts';

/** Nothing is drawn outside training. */
const inference: Pass = { training: false, random: createRandom('inference') };

/** What a model's `prepare` gives: a frozen encoder's features, otherwise the images. The caller owns the tensors. */
export function prepareWith(encoder: Encoder, images: tf.Tensor4D): tf.Tensor4D[] {
  return tf.tidy(() => (encoder.frozen ? encoder.forward(images, inference) : [tf.clone(images)]));
}

/** Undoes `prepareWith` inside `forward`: the encoder's features, frozen or not. */
export function featuresOf(encoder: Encoder, prepared: readonly tf.Tensor4D[], pass: Pass): readonly tf.Tensor4D[] {
  return encoder.frozen ? prepared : encoder.forward(prepared[0]!, pass);
}
