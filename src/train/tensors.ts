import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../data/loader/batch.ts';
import type { Normalization } from '../registry/index.ts';

export interface BatchTensors {
  /** Normalised, [N, H, W, 3]. */
  readonly images: tf.Tensor4D;
  /** int32 class indices, [N, H, W]. */
  readonly target: tf.Tensor3D;
}

/** A batch of which the frozen encoder's features are known: the result of the model's `encodeFrozen`. */
export interface EncodedBatch extends Pick<BatchTensors, 'target'> {
  readonly encoded: readonly tf.Tensor4D[];
}

/** Puts a batch on the backend, pixels as (x / 255 - mean) / std. The caller owns both tensors. */
export function toTensors(batch: Batch, normalization: Normalization): BatchTensors {
  return { images: imagesOf(batch, normalization), target: targetOf(batch) };
}

/** Normalised, [N, H, W, 3]. The caller owns the tensor. */
export function imagesOf({ size, height, width, images }: Batch, normalization: Normalization): tf.Tensor4D {
  return tf.tensor4d(normalize(images, normalization), [size, height, width, 3]);
}

/** int32 class indices, [N, H, W]. The caller owns the tensor. */
export function targetOf({ size, height, width, masks }: Batch): tf.Tensor3D {
  return tf.tensor3d(Int32Array.from(masks), [size, height, width], 'int32');
}

/** (x / 255 - mean) / std of RGB pixels. A byte has 256 values, so each channel is one table look-up. */
export function normalize(pixels: Uint8Array, { mean, std }: Normalization): Float32Array {
  const tables = mean.map((center, channel) =>
    Float32Array.from({ length: 256 }, (_, value) => (value / 255 - center) / std[channel]!),
  );
  const out = new Float32Array(pixels.length);
  for (const [channel, table] of tables.entries()) {
    for (let at = channel; at < pixels.length; at += 3) out[at] = table[pixels[at]!]!;
  }
  return out;
}
