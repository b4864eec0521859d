import * as tf from '@tensorflow/tfjs-core';
import type { SegmentationModel } from '../registry/index.ts';

/** What a frozen encoder makes of a split's batches, kept from one validation to the next. */
export interface FeatureCache {
  /**
   * The result of the model's `encodeFrozen` for the batch with this number; undefined if it can't be kept. The images
   * [N, H, W, 3] are asked for only where they are encoded. The cache owns the features.
   */
  encode(batch: number, images: () => tf.Tensor4D): Promise<readonly tf.Tensor4D[] | undefined>;
  dispose(): void;
}

/**
 * A cache for batches that are the same each time: not augmented, in the same order. It keeps the first ones, up to `limit`
 * bytes, and nothing while the encoder trains.
 *
 * What is kept is computed before anything is made of it. So whatever an engine joins into one graph, a resumed run, which
 * encodes again, gets the same numbers as one that did not stop.
 */
export function createFeatureCache(model: SegmentationModel, limit: number): FeatureCache {
  const kept = new Map<number, readonly tf.Tensor4D[]>();
  let bytes = 0;
  let isFull = limit === 0;
  const dispose = () => {
    for (const features of kept.values()) tf.dispose([...features]);
    kept.clear();
  };
  return {
    dispose,
    async encode(batch, images) {
      if (!model.isEncoderFrozen) {
        dispose();
        return undefined;
      }
      const known = kept.get(batch);
      if (known ?? isFull) return known;
      const features = tf.tidy(() => model.encodeFrozen(images()));
      bytes += features.reduce((sum, feature) => sum + 4 * feature.size, 0);
      isFull = bytes > limit;
      if (isFull) {
        tf.dispose(features);
        return undefined;
      }
      kept.set(batch, features);
      await Promise.all(features.map((feature) => feature.data()));
      return features;
    },
  };
}
