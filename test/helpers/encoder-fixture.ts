import * as tf from '@tensorflow/tfjs-core';
import type { ExecutionContext } from 'ava';
import type { ComponentReference } from '../../src/registry/index.ts';
import { assignScaled } from './named-weights.ts';
import { buildPart, inference, training } from './networks.ts';
import { assertAllClose, patternTensor, readTensorFixture } from './tensors.ts';

const expected = await readTensorFixture('encoders');

export interface EncoderFixtureOptions {
  /** The oracle's name of a tensor, by ours. */
  readonly rename?: (name: string) => string;
  /** Whether the fixture has the features in training and the images' gradient. */
  readonly inTraining?: boolean;
  /** Whether a pass in training comes before inference. */
  readonly trains?: boolean;
}

/** Compares an encoder's features with those of timm, torchvision or Keras (test/fixtures/nn/encoders.py). */
export async function assertEncoder(
  t: ExecutionContext,
  name: string,
  reference: ComponentReference,
  { rename = (own) => own, inTraining = false, trains = true }: EncoderFixtureOptions = {},
): Promise<void> {
  const encoder = await buildPart('encoder', reference);
  assignScaled(encoder, rename);
  const images = patternTensor<tf.Rank.R4>([1, 64, 64, 3], 1);
  let features: tf.Tensor4D[] = [];
  const gradient = tf.grad((x: tf.Tensor) => {
    features = encoder.forward(x as tf.Tensor4D, trains ? training() : inference).map(tf.keep);
    return features
      .map((y) => tf.sum(tf.mul(y, patternTensor<tf.Rank.R4>(y.shape, 100))))
      .reduce((a, b) => tf.add(a, b));
  });
  if (inTraining) {
    const dx = tf.tidy(() => kept(gradient(images) as tf.Tensor4D, 8));
    // Batch norm over the four values of a channel at stride 32 enlarges what rounding leaves.
    await assertLevels(t, `${name}.training`, features, 5e-3);
    await assertAllClose(t, dx, expected(`${name}.dx`), 1e-2, `${name}: gradient of the images`);
  } else if (trains) tf.tidy(() => void encoder.forward(images, training()));
  tf.dispose(features);
  const ends = tf.tidy(() => encoder.forward(images, inference));
  await assertLevels(t, `${name}.inference`, ends, 1e-3);
  tf.dispose([images, ends]);
  encoder.dispose();
}

async function assertLevels(
  t: ExecutionContext,
  name: string,
  features: readonly tf.Tensor4D[],
  tolerance: number,
): Promise<void> {
  for (const [level, y] of features.entries()) {
    const values = tf.tidy(() => kept(y, Math.max(1, Math.floor(y.shape[1] / 2))));
    await assertAllClose(t, values, expected(`${name}.${level}`), tolerance, `${name}: level ${level}`);
  }
}

const kept = (y: tf.Tensor4D, every: number) => tf.stridedSlice(y, [0, 0, 0, 0], y.shape, [1, every, every, 1]);
