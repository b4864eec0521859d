import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../core/random.ts';
import type { ParameterGroup } from '../registry/index.ts';
import { needsScores, readOutputs } from '../tasks/semantic/predict.ts';
import { startScoring, valuesOf } from '../tasks/semantic/scoring.ts';
import type { TrainingProgress } from './checkpoint.ts';
import type { DataWait } from './data-wait.ts';
import { diverged } from './diverged.ts';
import type { FitInput } from './fit.ts';
import { createGradientSum } from './gradient-sum.ts';
import type { StepPart } from './step-parts.ts';
import { trainStep } from './step.ts';
import { toTensors } from './tensors.ts';
import { historyOf, type WatchedMetrics } from './validation-history.ts';

export interface StepRunner {
  /**
   * Trains on a batch, and logs and reports the step after its last one.
   * @throws TesseraError `diverged` if the loss is not finite
   */
  run(part: StepPart, progress: TrainingProgress): Promise<void>;
  /** Frees what a step left that did not come to its end. */
  dispose(): void;
}

export function createStepRunner(input: FitInput, watched: WatchedMetrics, wait: DataWait): StepRunner {
  const { built, optimizer, average, scheduler, schedule, seed, train } = input;
  const sum = createGradientSum();
  const newScoring = () => startScoring({ ...built, losses: [], classes: built.dataset.classes.length });
  let scoring = newScoring();
  let seconds = 0;
  let loss = 0;
  let auxiliaryLoss: number | undefined;
  let images = 0;

  return {
    dispose: () => sum.dispose(),
    async run({ batch, completed, position, count }, progress) {
      const started = performance.now();
      if (position === 0) [scoring, seconds, loss, auxiliaryLoss, images] = [newScoring(), 0, 0, undefined, 0];
      const isLast = position + 1 === count;
      const factor = scheduler(completed, historyOf(watched.scheduler, progress));
      const learningRate = optimizer.learningRate * factor;
      const step = completed + 1;
      const isLogged = schedule.isLogDue(step);
      const tensors = toTensors(batch, built.model.normalization);
      const output = trainStep(tensors, {
        model: built.model,
        loss: built.loss,
        optimizer,
        learningRate,
        random: createRandom(seed, 'dropout', completed, ...(position > 0 ? [position] : [])),
        scores: isLogged && needsScores(built.metrics),
        clip: train.clip_gradients,
        average,
        ...(count > 1 && { accumulation: { sum, share: 1 / count, isLast } }),
      });
      // Values are read at every batch, since a lazy backend runs what it recorded only when one of its values is read.
      const [outputs, gradNorm, auxiliary] = await Promise.all([
        readOutputs(output),
        readAndFree(output.gradNorm),
        readAndFree(output.auxiliaryLoss),
      ]);
      tf.dispose([tensors.images, tensors.target]);
      wait.worked();

      if (!Number.isFinite(outputs.loss + (auxiliary ?? 0))) {
        const ofHeads = auxiliary === undefined ? '' : `, and that of the auxiliary heads ${auxiliary},`;
        throw diverged(
          `the training loss became ${outputs.loss}${ofHeads} at step ${step}, with a learning rate of ${learningRate}`,
        );
      }
      loss += outputs.loss / count;
      if (auxiliary !== undefined) auxiliaryLoss = (auxiliaryLoss ?? 0) + auxiliary / count;
      images += batch.size;
      if (isLogged) scoring.add(batch, outputs);
      if (isLast && isLogged) {
        input.logger.scalars('train', step, {
          ...valuesOf(scoring.score()),
          loss,
          ...(auxiliaryLoss !== undefined && { auxiliary_loss: auxiliaryLoss }),
          learning_rate: learningRate,
          ...groupRates(optimizer.groups, factor),
          ...(gradNorm !== undefined && { grad_norm: gradNorm }),
          data_wait: wait.sinceLast(),
        });
      }
      seconds += (performance.now() - started) / 1000;
      if (isLast) input.observer.stepped({ step, loss, images, seconds });
    },
  };
}

async function readAndFree(scalar: tf.Scalar | undefined): Promise<number | undefined> {
  const [value] = (await scalar?.data<'float32'>()) ?? [];
  scalar?.dispose();
  return value;
}

/** The learning rates of groups that have their own. */
function groupRates(groups: readonly ParameterGroup[] = [], factor: number): Record<string, number> {
  const rated = groups.filter(({ ratedBy }) => ratedBy !== undefined);
  return Object.fromEntries(rated.map(({ ratedBy, learningRate }) => [`lr/${ratedBy}`, learningRate * factor]));
}
