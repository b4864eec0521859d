import * as tf from '@tensorflow/tfjs-core';
import type { SplitName } from '../data/dataset.ts';
import type { SegmentationModel } from '../registry/index.ts';

/** What a frozen encoder makes of samples that nothing augments, kept from one epoch or validation to the next. */
export interface FeatureCache {
  /**
   * The result of the model's `encodeFrozen` for a batch; undefined if it isn't kept, and the caller has to encode. The
   * images [N, H, W, 3] are asked for only where they are encoded. The caller owns the features.
   */
  encode(batch: FeatureBatch, images: () => tf.Tensor4D): Promise<readonly tf.Tensor4D[] | undefined>;
}

export interface FeatureBatch {
  readonly split: SplitName;
  /** Positions of the samples in the split. */
  readonly indices: readonly number[];
  /**
   * The number of samples of the split, if batches are drawn from all of them: then all are kept or none, since a batch
   * is encoded as soon as one of it is missing.
   */
  readonly drawnFrom?: number;
}

/** One array for each feature of a sample, with its shape [H, W, C]. */
type Features = readonly { readonly shape: readonly number[]; readonly values: Float32Array }[];

/**
 * A cache of up to `limit` bytes, for all splits together: whoever comes first is kept. It keeps nothing while the
 * encoder trains.
 *
 * What is kept is computed before anything is made of it. So whatever an engine joins into one graph, a resumed run,
 * which encodes again, gets the same numbers as one that did not stop.
 */
export function createFeatureCache(model: SegmentationModel, limit: number): FeatureCache {
  const kept = new Map<SplitName, Map<number, Features>>();
  const full = new Set<SplitName>();
  let left = limit;
  const of = (split: SplitName) => kept.get(split) ?? kept.set(split, new Map()).get(split)!;
  return {
    async encode({ split, indices, drawnFrom }, images) {
      if (!model.isEncoderFrozen) {
        kept.clear();
        return undefined;
      }
      const samples = of(split);
      const known = indices.map((index) => samples.get(index));
      if (known.every((features) => features !== undefined)) return stack(known);
      if (limit === 0 || full.has(split)) return undefined;
      const features = tf.tidy(() => model.encodeFrozen(images()));
      const bytes = features.reduce((sum, feature) => sum + 4 * (feature.size / indices.length), 0);
      const missing = drawnFrom === undefined ? indices.length : drawnFrom - samples.size;
      if (bytes * missing > left) {
        full.add(split);
        tf.dispose(features);
        return undefined;
      }
      const values = await Promise.all(features.map((feature) => feature.data<'float32'>()));
      for (const [position, index] of indices.entries()) {
        if (samples.has(index)) continue;
        samples.set(index, takeOut(features, values, position));
        left -= bytes;
      }
      return features;
    },
  };
}

/** A copy of what belongs to one sample of a batch. */
function takeOut(features: readonly tf.Tensor4D[], values: readonly Float32Array[], position: number): Features {
  return features.map(({ shape: [, ...shape] }, index) => {
    const size = tf.util.sizeFromShape(shape);
    return { shape, values: values[index]!.slice(position * size, (position + 1) * size) };
  });
}

/** Samples of one size as a batch. */
function stack(samples: readonly Features[]): tf.Tensor4D[] {
  return samples[0]!.map(({ shape, values: { length } }, feature) => {
    const values = new Float32Array(samples.length * length);
    for (const [position, features] of samples.entries()) values.set(features[feature]!.values, position * length);
    return tf.tensor4d(values, [samples.length, ...shape] as [number, number, number, number]);
  });
}
