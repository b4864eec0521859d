import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createRandom } from '../../src/core/random.ts';
import type { SegmentationModel } from '../../src/registry/index.ts';
import { createFeatureCache, type FeatureCache } from '../../src/train/feature-cache.ts';
import { buildPart, classList } from '../helpers/networks.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const bytesOfOne = 2 * 4;

/** A model whose features are the images times 2; it counts how often they are computed. */
function countingModel() {
  const counter = { computed: 0, frozen: true };
  const model = {
    get isEncoderFrozen() {
      return counter.frozen;
    },
    encodeFrozen(images: tf.Tensor4D) {
      counter.computed++;
      return [tf.mul(images, 2)];
    },
  } as unknown as SegmentationModel;
  return { model, counter };
}

const image = (value: number) => () => tf.tensor4d([value, value], [1, 1, 2, 1]);
async function encoded(cache: FeatureCache, batch: number, value: number): Promise<number[] | undefined> {
  const features = await cache.encode(batch, image(value));
  return features && [...features[0]!.dataSync()];
}

test.serial('features of a frozen encoder are computed once for each batch, and stay until the end', async (t) => {
  const before = tf.memory().numTensors;
  const { model, counter } = countingModel();
  const cache = createFeatureCache(model, 1000);
  for (const _ of ['first', 'second', 'third']) {
    t.deepEqual(await encoded(cache, 0, 3), [6, 6]);
    t.deepEqual(await encoded(cache, 1, 4), [8, 8]);
  }
  t.is(counter.computed, 2);
  t.is(tf.memory().numTensors, before + 2);
  cache.dispose();
  t.is(tf.memory().numTensors, before);
});

test.serial('batches that no longer fit are left to the caller', async (t) => {
  const before = tf.memory().numTensors;
  const { model, counter } = countingModel();
  const cache = createFeatureCache(model, bytesOfOne + bytesOfOne - 1);
  for (const _ of ['first', 'second']) {
    t.deepEqual(await encoded(cache, 0, 3), [6, 6]);
    t.is(await encoded(cache, 1, 4), undefined);
    t.is(await encoded(cache, 2, 4), undefined);
  }
  t.is(counter.computed, 2, 'once to keep it, and once to see that the second does not fit');
  t.is(tf.memory().numTensors, before + 1);
  cache.dispose();
  t.is(await encoded(createFeatureCache(model, 0), 0, 1), undefined);
  t.is(counter.computed, 2);
  t.is(tf.memory().numTensors, before);
});

test.serial('while an encoder trains nothing is kept, and what was is freed', async (t) => {
  const before = tf.memory().numTensors;
  const { model, counter } = countingModel();
  const cache = createFeatureCache(model, 1000);
  await encoded(cache, 0, 1);
  counter.frozen = false;
  t.is(await encoded(cache, 0, 1), undefined);
  t.is(counter.computed, 1);
  t.is(tf.memory().numTensors, before);
});

test.serial('a real network gives the same logits, bit by bit', async (t) => {
  const encoder = { type: 'convnet', widths: [4, 8] };
  const model = await buildPart('model', { type: 'unet', encoder }, { classes: classList(3) });
  t.false(model.isEncoderFrozen);
  for (const [name, part] of model.namedModules()) if (name === 'encoder') part.freeze();
  t.true(model.isEncoderFrozen);
  const random = createRandom(1);
  const values = Float32Array.from({ length: 2 * 16 * 16 * 3 }, () => random.normal());
  const images = () => tf.tensor4d(values, [2, 16, 16, 3]);
  const logits = (features: readonly tf.Tensor4D[]) =>
    tf.tidy(() => [...model.forward(features, { training: false, random }).dataSync()]);
  const cache = createFeatureCache(model, 1 << 20);
  const expected = tf.tidy(() => logits(model.encodeFrozen(images())));
  for (const _ of ['first', 'second']) t.deepEqual(logits((await cache.encode(0, images))!), expected);
  cache.dispose();
});
