import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../core/random.ts';
import type { BatchForward } from '../predict/forward.ts';
import type { SegmentationModel } from '../registry/index.ts';
import { normalize } from '../train/tensors.ts';

const noRandom = createRandom('inference');

/** A network in inference mode, on the active backend. Leaves no tensors behind. */
export function networkForward(model: SegmentationModel): BatchForward {
  return async (images, count, { height, width }) => {
    const logits = tf.tidy(() => {
      const input = tf.tensor4d(normalize(images, model.normalization), [count, height, width, 3]);
      return model.forward(model.encodeFrozen(input), { training: false, random: noRandom });
    });
    try {
      return await logits.data<'float32'>();
    } finally {
      logits.dispose();
    }
  };
}
