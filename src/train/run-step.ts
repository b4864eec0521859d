import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../core/random.ts';
import type { Optimizer, Scheduler } from '../registry/index.ts';
import { needsScores, readOutputs } from '../tasks/semantic/predict.ts';
import { startScoring, valuesOf } from '../tasks/semantic/scoring.ts';
import type { TrainingProgress } from './checkpoint.ts';
import { startComponentLogs } from './component-logs.ts';
import type { DataWait } from './data-wait.ts';
import { diverged } from './diverged.ts';
import { createEpochLoss } from './epoch-loss.ts';
import { createGradientSum } from './gradient-sum.ts';
import { histogramsDue, logHistograms } from './histograms.ts';
import { logOwn } from './log-evaluation.ts';
import { readArrays, readUpdate } from './read-update.ts';
import type { Schedule } from './schedule.ts';
import { ofRun } from './step-log.ts';
import type { StepPart } from './step-parts.ts';
import { trainStep } from './step.ts';
import { imagesOf, targetOf } from './tensors.ts';
import { historyOf, type WatchedMetrics } from './validation-history.ts';
import type { ValidationInput } from './validation.ts';
import type { WeightAverage } from './weight-average.ts';

export interface StepRunnerInput extends ValidationInput {
  readonly optimizer: Optimizer;
  /** The moving average of the weights, if the experiment has one. */
  readonly average?: WeightAverage | undefined;
  readonly scheduler: Scheduler;
  readonly schedule: Schedule;
  /** The progress from which to continue. */
  readonly progress: TrainingProgress;
}

export interface StepRunner {
  /**
   * Trains on a batch, and logs and reports the step after its last one.
   * @throws TesseraError `diverged` if the loss is not finite
   */
  run(part: StepPart, progress: TrainingProgress): Promise<void>;
  /** What a checkpoint keeps of the epoch that has begun. */
  begun(): Pick<TrainingProgress, 'epochLoss'>;
  /** Frees what a step left that did not come to its end. */
  dispose(): void;
}

export function createStepRunner(input: StepRunnerInput, watched: WatchedMetrics, wait: DataWait): StepRunner {
  const { built, optimizer, average, scheduler, schedule, seed, train, log, logger } = input;
  const { stepsPerEpoch } = schedule;
  const augments = built.augmentations.length > 0;
  const sum = createGradientSum();
  const newScoring = () => startScoring({ ...built, losses: [], classes: built.dataset.classes.length });
  const epochLoss = createEpochLoss(input.progress.epochLoss, input.progress.step % stepsPerEpoch > 0);
  const histogramDue = histogramsDue(log.histograms, schedule);
  const newLogs = () => startComponentLogs({ images: false });
  /** One compiled graph of a lazy backend serves all steps, if the first one wants all that any of them wants. */
  let wantsAll = log.histograms !== false;
  let scoring = newScoring();
  let logs = newLogs();
  let seconds = 0;
  let loss = 0;
  let parts: number[] = [];
  let auxiliaryLoss: number | undefined;
  let images = 0;
  /** Since figures of the run were logged. */
  let recent = { images: 0, steps: 0 };

  return {
    dispose() {
      sum.dispose();
      logs.drop();
    },
    begun() {
      const begun = epochLoss.begun();
      return begun ? { epochLoss: begun } : {};
    },
    async run({ batch, completed, position, count }, progress) {
      const started = performance.now();
      if (position === 0) {
        [scoring, logs] = [newScoring(), newLogs()];
        [seconds, loss, parts, auxiliaryLoss, images] = [0, 0, [], undefined, 0];
      }
      const isLast = position + 1 === count;
      const factor = scheduler(completed, historyOf(watched.scheduler, progress));
      const learningRate = optimizer.learningRate * factor;
      const step = completed + 1;
      const isLogged = schedule.isLogDue(step);
      const isHistogramDue = isLast && histogramDue(step);
      const { indices } = batch;
      const pixels = () => imagesOf(batch, built.model.normalization);
      const drawnFrom = input.splits.train.length;
      const encoded = augments
        ? undefined
        : await input.features?.encode({ split: 'train', indices, drawnFrom }, pixels);
      const tensors = { ...(encoded ? { encoded } : { images: pixels() }), target: targetOf(batch) };
      const { update, ...output } = trainStep(tensors, {
        model: built.model,
        loss: built.loss,
        optimizer,
        learningRate,
        random: createRandom(seed, 'dropout', completed, ...(position > 0 ? [position] : [])),
        scores: isLogged && needsScores(built.metrics),
        clip: train.clip_gradients,
        logOf: logs.of,
        average,
        // At every step, since they change what is computed.
        squares: log.norms,
        gradients: isHistogramDue || (isLast && wantsAll),
        ...(count > 1 && { accumulation: { sum, share: 1 / count, isLast } }),
      });
      // Values are read at every batch, since a lazy backend runs what it recorded only when one of its values is read.
      const outputs = await readOutputs(output);
      const auxiliary = await readAndFree(output.auxiliaryLoss);
      if (isLast) wantsAll = false;
      const { gradients, ...squares } = await readUpdate(update, { gradients: isHistogramDue });
      tf.dispose(Object.values(tensors).flat());
      wait.worked();

      if (!Number.isFinite(outputs.loss + (auxiliary ?? 0))) {
        const ofHeads = auxiliary === undefined ? '' : `, and that of the auxiliary heads ${auxiliary},`;
        throw diverged(
          `the training loss became ${outputs.loss}${ofHeads} at step ${step}, with a learning rate of ${learningRate}`,
        );
      }
      loss += outputs.loss / count;
      parts = (outputs.losses ?? []).map((value, index) => (parts[index] ?? 0) + value / count);
      if (auxiliary !== undefined) auxiliaryLoss = (auxiliaryLoss ?? 0) + auxiliary / count;
      images += batch.size;
      recent = { images: recent.images + batch.size, steps: recent.steps + Number(isLast) };
      epochLoss.add(outputs.loss, batch.size);
      if (isLogged) {
        scoring.add(batch, outputs);
        await logs.take(batch.size);
      } else logs.drop();
      if (isLast && isLogged) {
        const score = scoring.score(logs.of);
        await logs.take(1);
        logger.scalars('train', step, {
          ...valuesOf(score),
          // Each batch counts the same, as in the gradient, so that the parts add up to the loss.
          loss,
          ...Object.fromEntries((built.loss.parts ?? []).map(({ name }, index) => [name, parts[index]!])),
          ...(auxiliaryLoss !== undefined && { auxiliary_loss: auxiliaryLoss }),
        });
        const figures = ofRun({ log, optimizer, factor, ...squares, ...recent, time: wait.sinceLast() });
        if (Object.keys(figures).length > 0) logger.scalars('run', step, figures);
        await logOwn(logger, { split: 'train', step }, logs.values());
        recent = { images: 0, steps: 0 };
      }
      if (isHistogramDue) {
        const trained = built.model.namedParameters().filter(([, parameter]) => parameter.trainable);
        logHistograms(logger, step, 'weights', await readArrays(trained));
        logHistograms(logger, step, 'gradients', gradients);
      }
      if (isLast && step % stepsPerEpoch === 0) {
        const mean = epochLoss.take();
        if (log.epoch_loss && mean !== undefined)
          logger.epochScalars({ epoch: step / stepsPerEpoch, step }, { loss: mean });
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
