import * as tf from '@tensorflow/tfjs-core';
import { TesseraError } from '../core/errors/index.ts';
import { createRandom } from '../core/random.ts';
import { baseContext, type Optimizer } from '../registry/index.ts';
import { augmentationsOf } from './build.ts';
import { buildLosses } from './build-losses.ts';
import { buildModelShape } from './build-model.ts';
import { freezeParts } from './freezing.ts';
import type { RunContext } from './run-context.ts';
import { trainStep } from './step.ts';
import { trainingSize } from './training-size.ts';

type Counted = Pick<RunContext, 'experiment' | 'registry' | 'workingDirectory'>;

/**
 * Multiply-adds of a training step on one batch, in convolutions and matrix products, as `tessera plan` counts them:
 * the step is taken on a backend that keeps shapes only, which it leaves as TensorFlow.js's active one. Undefined where
 * the experiment can't be built, for which the run itself then has the reason, and where sizes differ from photo to
 * photo.
 */
export async function countMultiplyAdds(counted: Counted): Promise<number | undefined> {
  try {
    return await takeStep(counted);
  } catch (error) {
    if (error instanceof TesseraError) return undefined;
    throw error;
  }
}

async function takeStep({ experiment, registry, workingDirectory }: Counted): Promise<number | undefined> {
  const base = baseContext(experiment, workingDirectory);
  const dataset = await registry.build('dataset', experiment.dataset, base);
  await dataset.storage.close();
  const { classes, splits } = dataset;
  const augmentations = await Promise.all(
    augmentationsOf(experiment).map((item) => registry.build('augmentation', item, { ...base, classes })),
  );
  const size = trainingSize(dataset, augmentations, experiment.seed);
  if (!size) return undefined;
  const { startMeta } = await import('../engine/backends/meta/index.ts');
  const backend = await startMeta();
  const model = await buildModelShape({ experiment, registry, workingDirectory, tf, classes }, () => undefined);
  let count = 0;
  backend.onKernel = (_, multiplyAdds) => (count += multiplyAdds);
  try {
    freezeParts(model, experiment.train);
    const { loss } = await buildLosses({ experiment, registry, context: { ...base, tf, classes } });
    const batchSize = Math.min(experiment.train.batch_size, splits.train.length);
    tf.tidy(() => {
      const images = tf.zeros<tf.Rank.R4>([batchSize, size.height, size.width, 3]);
      const target = tf.zeros<tf.Rank.R3>([batchSize, size.height, size.width], 'int32');
      const output = trainStep(
        { images, target },
        { model, loss, optimizer: keepsWeights, learningRate: 0, random: createRandom('step size') },
      );
      tf.dispose({ ...output });
    });
    return count;
  } finally {
    backend.onKernel = () => undefined;
    model.dispose();
  }
}

/** What an optimizer computes is no product of matrices. */
const keepsWeights: Optimizer = {
  learningRate: 0,
  stepCount: 0,
  step: (gradients) => tf.dispose([...gradients.values()]),
  stateDict: () => new Map(),
  dispose: () => undefined,
};
