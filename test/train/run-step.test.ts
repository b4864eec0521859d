import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import type { Loss, SegmentationModel } from '../../src/registry/index.ts';
import { createDataWait } from '../../src/train/data-wait.ts';
import type { FeatureBatch, FeatureCache } from '../../src/train/feature-cache.ts';
import { createStepRunner } from '../../src/train/run-step.ts';
import { stepParts } from '../../src/train/step-parts.ts';
import { openTraced, policies } from '../helpers/trace.ts';
import { recordingLogger, recordingObserver } from '../helpers/watch-training.ts';

async function firstStep(
  overrides: readonly string[],
  cacheOf?: (model: SegmentationModel) => FeatureCache,
  lossOf: (loss: Loss) => Loss = (loss) => loss,
) {
  const opened = await openTraced('wasm', overrides);
  const logger = recordingLogger();
  const observer = recordingObserver();
  const input = {
    ...opened,
    built: { ...opened.built, loss: lossOf(opened.built.loss) },
    logger,
    observer,
    checkpointFile: (name: string) => name,
    signal: new AbortController().signal,
    progress: { step: 0, best: null },
    features: cacheOf?.(opened.built.model),
  };
  const loader = opened.loading.loader(opened.splits.train, {
    batchSize: 4,
    shuffle: true,
    dropLast: false,
    augmentations: opened.built.augmentations,
  });
  const runner = createStepRunner(input, {}, createDataWait());
  const tags: string[][] = [];
  for await (const part of stepParts(loader, { from: 0, to: 1, accumulate: opened.train.accumulate })) {
    await runner.run(part, input.progress);
    const { train, run } = logger.logged;
    tags.push([...train, ...run].map(({ values }) => Object.keys(values).join(' ')));
  }
  runner.dispose();
  return { tags, logger, reports: observer.reports, steps: opened.optimizer.stepCount };
}

const figures = 'loss iou/macro/image recall/macro/image iou/macro/dataset';
const norms = 'norm/gradients norm/weights';
const times = 'time/images_per_second time/step_seconds time/data_wait time/memory_mib';

/** By the figures of time: how many images one step took. */
function imagesOfStep({ logged }: ReturnType<typeof recordingLogger>): number {
  const { values } = logged.run[0]!;
  return values['time/images_per_second']! * values['time/step_seconds']!;
}

test.serial('a step of one batch logs the figures of the batch, and those of the run', async (t) => {
  const { tags, logger, reports, steps } = await firstStep([]);
  t.is(steps, 1);
  t.deepEqual(tags, [[figures, `lr ${norms} ${times}`]]);
  t.deepEqual(
    reports.map(({ step, images }) => [step, images]),
    [[1, 4]],
  );
  t.true(Math.abs(imagesOfStep(logger) - 4) < 1e-9);
});

test.serial('a step of two batches is logged and reported once, with rates of groups', async (t) => {
  const { tags, logger, reports, steps } = await firstStep(policies);
  t.is(steps, 1);
  t.deepEqual(tags, [[], [figures, `lr lr/layers.0 ${norms} ${times}`]]);
  t.deepEqual(
    reports.map(({ step, images }) => [step, images]),
    [[1, 8]],
  );
  t.true(Math.abs(imagesOfStep(logger) - 8) < 1e-9);
});

test.serial('what components log of their own is logged with the step, over all of its batches', async (t) => {
  const batches: number[] = [];
  const { logger } = await firstStep(policies, undefined, (loss) => (logits, target, log) => {
    batches.push(batches.length);
    log?.scalar('batch', batches.at(-1)!);
    log?.image('map', tf.zeros([1, 1]));
    return loss(logits, target);
  });
  t.deepEqual(batches, [0, 1]);
  t.deepEqual(logger.logged.run.at(-1), { step: 1, values: { 'plugin/train/loss/batch': 0.5 } });
  t.deepEqual(logger.images, []);
});

test.serial('kept features are asked for and used where nothing augments training samples', async (t) => {
  const asked: FeatureBatch[] = [];
  const cacheOf = (model: SegmentationModel): FeatureCache => ({
    encode(batch, images) {
      asked.push(batch);
      return Promise.resolve(tf.tidy(() => model.encodeFrozen(images())));
    },
  });
  const { reports: expected } = await firstStep(['augmentations=[]']);
  const before = tf.memory().numTensors;
  const { reports } = await firstStep(['augmentations=[]'], cacheOf);
  t.is(reports[0]!.loss, expected[0]!.loss);
  t.deepEqual(
    asked.map(({ split, indices, drawnFrom }) => [split, indices.length, drawnFrom]),
    [['train', 4, 18]],
  );
  const afterOne = tf.memory().numTensors - before;
  await firstStep([], cacheOf);
  t.is(asked.length, 1, 'augmented samples are others each time');
  t.is(tf.memory().numTensors - before, 2 * afterOne, 'features are freed');
});
