import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createRandom } from '../../src/core/random.ts';
import type { SegmentationModel } from '../../src/registry/index.ts';
import { createFeatureCache, type FeatureBatch, type FeatureCache } from '../../src/train/feature-cache.ts';
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

/** A sample of one row; its features are twice its numbers. */
const pixels = (...samples: readonly (readonly [number, number])[]) =>
  tf.tensor4d(samples.flat(), [samples.length, 1, 2, 1]);

async function encoded(cache: FeatureCache, batch: FeatureBatch): Promise<number[] | undefined> {
  const images = () => pixels(...batch.indices.map((index): [number, number] => [index, 10 * index]));
  const features = await cache.encode(batch, images);
  const values = features && [...features[0]!.dataSync()];
  if (features) tf.dispose([...features]);
  return values;
}

test.serial('features of a frozen encoder are computed once for each sample, and no tensor stays', async (t) => {
  const before = tf.memory().numTensors;
  const { model, counter } = countingModel();
  const cache = createFeatureCache(model, 1000);
  for (const _ of ['first', 'second', 'third']) {
    t.deepEqual(await encoded(cache, { split: 'val', indices: [0, 3] }), [0, 0, 6, 60]);
    t.deepEqual(await encoded(cache, { split: 'val', indices: [4] }), [8, 80]);
  }
  t.is(counter.computed, 2);
  t.is(tf.memory().numTensors, before);
});

test.serial('batches may be drawn in any order, and a sample of another split is another', async (t) => {
  const { model, counter } = countingModel();
  const cache = createFeatureCache(model, 1000);
  await encoded(cache, { split: 'train', indices: [0, 1], drawnFrom: 4 });
  await encoded(cache, { split: 'train', indices: [2, 3], drawnFrom: 4 });
  t.is(counter.computed, 2);
  t.deepEqual(await encoded(cache, { split: 'train', indices: [3, 0, 3], drawnFrom: 4 }), [6, 60, 0, 0, 6, 60]);
  t.is(counter.computed, 2);
  await encoded(cache, { split: 'val', indices: [0, 1] });
  t.is(counter.computed, 3);
});

test.serial('batches that no longer fit are left to the caller', async (t) => {
  const before = tf.memory().numTensors;
  const { model, counter } = countingModel();
  const cache = createFeatureCache(model, 2 * bytesOfOne - 1);
  for (const _ of ['first', 'second']) {
    t.deepEqual(await encoded(cache, { split: 'val', indices: [0] }), [0, 0]);
    t.is(await encoded(cache, { split: 'val', indices: [1] }), undefined);
  }
  t.is(counter.computed, 2, 'once to keep it, and once to see that the second does not fit');
  t.is(await encoded(createFeatureCache(model, 0), { split: 'val', indices: [0] }), undefined);
  t.is(counter.computed, 2);
  t.is(tf.memory().numTensors, before);
});

test.serial('of samples that are drawn all are kept or none, beside what is kept already', async (t) => {
  const { model } = countingModel();
  const drawn: FeatureBatch = { split: 'train', indices: [0], drawnFrom: 2 };
  t.is(await encoded(createFeatureCache(model, 2 * bytesOfOne - 1), drawn), undefined);
  const cache = createFeatureCache(model, 2 * bytesOfOne);
  t.deepEqual(await encoded(cache, drawn), [0, 0]);
  t.deepEqual(await encoded(cache, { ...drawn, indices: [1, 0] }), [2, 20, 0, 0]);
  t.is(await encoded(cache, { split: 'val', indices: [0] }), undefined);
});

test.serial('while an encoder trains nothing is kept, and what was is forgotten', async (t) => {
  const before = tf.memory().numTensors;
  const { model, counter } = countingModel();
  const cache = createFeatureCache(model, 1000);
  const batch: FeatureBatch = { split: 'val', indices: [0] };
  await encoded(cache, batch);
  counter.frozen = false;
  t.is(await encoded(cache, batch), undefined);
  t.is(counter.computed, 1);
  counter.frozen = true;
  await encoded(cache, batch);
  t.is(counter.computed, 2);
  t.is(tf.memory().numTensors, before);
});

test.serial('a real network gives the same logits, bit by bit, in whatever batch a sample was encoded', async (t) => {
  const encoder = { type: 'convnet', widths: [16, 16] };
  const model = await buildPart('model', { type: 'unet', encoder }, { classes: classList(3) });
  t.false(model.isEncoderFrozen);
  for (const [name, part] of model.namedModules()) if (name === 'encoder') part.freeze();
  t.true(model.isEncoderFrozen);
  const random = createRandom(1);
  const samples = Array.from({ length: 4 }, () => Float32Array.from({ length: 16 * 16 * 3 }, () => random.normal()));
  const images = (indices: readonly number[]) =>
    tf.tensor4d(Float32Array.from(indices.flatMap((index) => [...samples[index]!])), [indices.length, 16, 16, 3]);
  const logits = (features: readonly tf.Tensor4D[]) =>
    tf.tidy(() => [...model.forward(features, { training: false, random }).dataSync()]);
  const cache = createFeatureCache(model, 1 << 20);
  const encode = (indices: readonly number[]) => cache.encode({ split: 'val', indices }, () => images(indices));
  for (const indices of [[0, 1, 2], [3]]) await encode(indices);
  for (const indices of [
    [0, 1, 2],
    [3, 1],
  ]) {
    const expected = tf.tidy(() => logits(model.encodeFrozen(images(indices))));
    t.deepEqual(logits((await encode(indices))!), expected);
  }
});
