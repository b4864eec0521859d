import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createEvaluationLoader } from '../../src/data/loader/evaluation-loader.ts';
import type { ResizePolicy } from '../../src/data/resize/placement.ts';
import { placingOf, policiesOf } from '../../src/data/resize/placing.ts';
import { resizedSource } from '../../src/data/sources/resized-source.ts';
import type { Confusion, Metric, Normalization, SegmentationModel } from '../../src/registry/index.ts';
import { scoredImages } from '../../src/train/at-photo-size.ts';
import { evaluate } from '../../src/train/evaluate.ts';
import { readFixture, sourceOf, unpack } from '../helpers/data.ts';
import { buildPart, classList } from '../helpers/networks.ts';
import { startTestEngine } from '../helpers/tensors.ts';

interface Fixture {
  readonly size: number;
  readonly multiple: number;
  readonly normalization: Normalization;
  readonly weight: string;
  readonly bias: string;
  readonly photos: readonly { height: number; width: number; image: string; mask: string }[];
  readonly cases: readonly { policy: ResizePolicy; confusions: number[][]; iou: number; loss: number }[];
}
const fixture = await readFixture<Fixture>('train/at_photo_size.json');
const floats = (base64: string) => new Float32Array(unpack(base64).slice().buffer);
const photos = sourceOf(
  fixture.photos.map(({ image, mask, ...size }, index) => ({
    name: `photo-${index}`,
    ...size,
    image: unpack(image),
    mask: unpack(mask),
  })),
);
const classes = 3;

test.before(startTestEngine);

/** Metrics are given the confusions of a batch at a time, which are kept here. */
function keepConfusions(): { metric: Metric; batches: (readonly Confusion[])[] } {
  const batches: (readonly Confusion[])[] = [];
  const start = () => ({
    add: (images: readonly Confusion[]) => void batches.push([...images]),
    value: () => ({ value: 0, perClass: [] }),
  });
  return { metric: { name: 'kept/none/image', direction: 'max', needs: 'confusion', start }, batches };
}

for (const { policy, confusions, iou, loss } of fixture.cases) {
  test.serial(`${policy}: photos scored at their own size have the figures of PyTorch and torchmetrics`, async (t) => {
    const weight = tf.tensor4d(floats(fixture.weight), [3, 3, 3, classes]);
    const bias = tf.tensor1d(floats(fixture.bias));
    const model = {
      normalization: fixture.normalization,
      encodeFrozen: (images: tf.Tensor4D) => [images],
      forward: ([images]: readonly tf.Tensor4D[]) => tf.add(tf.conv2d(images!, weight, 1, 'same'), bias),
    } as unknown as SegmentationModel;
    const imageSize = { height: fixture.size, width: fixture.size };
    const dataset = {
      imageSize,
      interpolation: 'bilinear',
      resize: policiesOf(policy),
      evaluateAt: 'original',
    } as const;
    const source = resizedSource(photos, placingOf(dataset, 'test', { multiple: fixture.multiple }));
    const loader = createEvaluationLoader(source, { batchSize: 2, seed: 0, augmentations: [] });
    const kept = keepConfusions();
    const ofSplit = await buildPart(
      'metric',
      { type: 'iou', per: 'dataset', absent: 'zero' },
      { classes: classList(classes) },
    );
    const before = tf.memory().numTensors;
    const evaluation = await evaluate({
      model,
      classes,
      loss: await buildPart('loss', { type: 'cross-entropy' }, { classes: classList(classes) }),
      metrics: [kept.metric, ofSplit],
      loader,
      keep: new Set([0]),
    });
    t.is(tf.memory().numTensors, before);
    t.deepEqual(
      kept.batches.map((images) => images.length),
      [2, 2, 1],
      'a batch of metrics has `batch_size` photos, however they went through the network',
    );
    t.deepEqual(
      kept.batches.flat().map(({ counts }) => [...counts]),
      confusions,
    );
    t.true(Math.abs(evaluation.metrics.get(ofSplit.name)!.value - iou) < 1e-6);
    t.true(Math.abs(evaluation.loss - loss) < 1e-5, `${evaluation.loss}, ${loss}`);
    const { height, width } = await source.read(0);
    t.is(evaluation.predictions.get(0)!.length, height * width, 'panels show inputs');
    tf.dispose([weight, bias]);
  });
}

test('without masks at the size of photos, each image of a batch is scored as it went in', (t) => {
  const batch = {
    ...{ size: 2, height: 1, width: 2, names: ['a', 'b'], indices: [0, 1] },
    images: new Uint8Array(12),
    masks: Uint8Array.of(0, 1, 2, 255),
  };
  const outputs = { loss: 0, labels: Int32Array.of(0, 0, 2, 1), scores: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
  t.deepEqual(
    [...scoredImages(batch, outputs, { classes: 2, scores: true })],
    [
      {
        height: 1,
        width: 2,
        mask: Uint8Array.of(0, 1),
        labels: Int32Array.of(0, 0),
        scores: Float32Array.of(1, 2, 3, 4),
      },
      {
        height: 1,
        width: 2,
        mask: Uint8Array.of(2, 255),
        labels: Int32Array.of(2, 1),
        scores: Float32Array.of(5, 6, 7, 8),
      },
    ],
  );
});
