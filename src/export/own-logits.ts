import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../core/random.ts';
import type { SegmentationModel } from '../registry/index.ts';
import type { InputBatch } from './test-inputs.ts';

const pass = { training: false, random: createRandom('inference') };

/** The run's own logits [N, H, W, classes] for images that are normalised. Leaves no tensors. */
export async function ownLogits(
  model: SegmentationModel,
  { count, height, width }: InputBatch,
  normalized: Float32Array,
): Promise<Float32Array> {
  const logits = tf.tidy(() => {
    const images = tf.tensor4d(normalized, [count, height, width, 3]);
    return model.forward(model.encodeFrozen(images), pass);
  });
  try {
    return await logits.data<'float32'>();
  } finally {
    logits.dispose();
  }
}
