import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../data/loader/batch.ts';
import { createRandom } from '../core/random.ts';
import type { Optimizer, Scheduler } from '../registry/index.ts';
import { needsScores, readOutputs } from '../tasks/semantic/predict.ts';
import { startScoring, valuesOf } from '../tasks/semantic/scoring.ts';
import { saveCheckpoint, type TrainingProgress } from './checkpoint.ts';
import { createDataWait, type DataWait } from './data-wait.ts';
import { diverged } from './diverged.ts';
import type { Schedule } from './schedule.ts';
import { trainStep } from './step.ts';
import { toTensors } from './tensors.ts';
import { createValidation, type ValidationInput } from './validation.ts';

export interface FitInput extends ValidationInput {
  readonly optimizer: Optimizer;
  readonly scheduler: Scheduler;
  readonly schedule: Schedule;
  /** Path of a checkpoint by its name: `last`, `best`, `epoch-3`. */
  readonly checkpointFile: (name: string) => string;
  /** When it is aborted, training finishes the step, saves and returns; a validation is left for later. */
  readonly signal: AbortSignal;
  /** Calls `listener` when a checkpoint is asked for, until the returned function is called. */
  readonly onSave?: ((listener: () => void) => () => void) | undefined;
  /** Called before a checkpoint is written. If it throws, training ends. */
  readonly beforeSave?: () => Promise<void>;
  /** The progress from which to continue. */
  readonly progress: TrainingProgress;
}

export interface FitOutcome {
  readonly progress: TrainingProgress;
  /** Share of the steps' time that was spent waiting for batches, in this attempt. */
  readonly dataWait: number;
}

/**
 * Trains from `progress.step` to the end of the schedule, or until the signal.
 * Every random draw follows from (seed, epoch, step), so a resumed run repeats an uninterrupted one.
 * Without a validation in which something could be counted, the last step is the best.
 * @throws TesseraError `diverged` at the first loss of training or validation that is not finite, or before weights
 * that are not finite would be saved; `run-failed` if a checkpoint can't be written. The last checkpoint stays.
 */
export async function fit(input: FitInput): Promise<FitOutcome> {
  const { built, optimizer, train, schedule, splits, signal } = input;
  const loader = input.loading.loader(splits.train, {
    batchSize: train.batch_size,
    shuffle: true,
    dropLast: train.drop_last,
    augmentations: built.augmentations,
  });
  let progress = input.progress;
  optimizer.stepCount = progress.step;

  const wait = createDataWait();
  const validate = createValidation(input);
  const save = async (...names: string[]) => {
    await input.beforeSave?.();
    await saveCheckpoint(names.map(input.checkpointFile), stateOf(input), progress);
    input.observer.saved(names, progress.step);
  };

  const validateAndSave = async () => {
    const { step, best: before } = progress;
    if (progress.validationDue) {
      const best = await validate(progress);
      progress = { step, best };
      if (best !== before) await save('best');
    }
    // The last is written last, so that training never goes on from a step whose other checkpoint is missing.
    if (schedule.isCheckpointDue(step)) await save(checkpointName(step, schedule), 'last');
  };

  let isSaveAsked = false;
  const stopListening = input.onSave?.(() => (isSaveAsked = true));
  try {
    if (progress.validationDue) await validateAndSave();
    for await (const batch of wait.watch(loader.batches(progress.step, schedule.totalSteps))) {
      if (signal.aborted) break;
      await runStep(input, batch, progress.step, wait);
      // Synchronous backends never give the event loop a turn, which signals need to arrive.
      await nextTurn();
      const step = progress.step + 1;
      progress = { step, best: progress.best, ...(schedule.isValidationDue(step) && { validationDue: true }) };
      await validateAndSave();
      if (isSaveAsked) await save('last');
      isSaveAsked = false;
    }
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
  } finally {
    stopListening?.();
  }
  if (signal.aborted) await save('last');
  else if (progress.best === null) await save('best');
  return { progress, dataWait: wait.total() };
}

function stateOf({ built, optimizer }: FitInput) {
  return { model: built.model.stateDict(), optimizer: optimizer.stateDict() };
}

function checkpointName(step: number, { stepsPerEpoch }: Schedule): string {
  return step % stepsPerEpoch === 0 ? `epoch-${step / stepsPerEpoch}` : `step-${step}`;
}

async function runStep(input: FitInput, batch: Batch, completed: number, wait: DataWait): Promise<void> {
  const { built, optimizer, scheduler, schedule, seed } = input;
  const started = performance.now();
  const tensors = toTensors(batch, built.model.normalization);
  const learningRate = optimizer.learningRate * scheduler(completed);
  const random = createRandom(seed, 'dropout', completed);
  const step = completed + 1;
  const logged = schedule.isLogDue(step);
  const scores = logged && needsScores(built.metrics);
  const parts = { model: built.model, loss: built.loss, optimizer, learningRate, random, scores };
  // Values are read at every step, since a lazy backend runs a recorded step only when one of its values is read.
  const outputs = await readOutputs(trainStep(tensors, parts));
  tf.dispose([tensors.images, tensors.target]);

  wait.worked();

  const { loss } = outputs;
  if (!Number.isFinite(loss)) {
    throw diverged(`the training loss became ${loss} at step ${step}, with a learning rate of ${learningRate}`);
  }
  if (logged) {
    const scoring = startScoring({ ...built, classes: built.dataset.classes.length });
    scoring.add(batch, outputs);
    const rates = { learning_rate: learningRate, data_wait: wait.sinceLast() };
    input.logger.scalars('train', step, { ...valuesOf(scoring.score()), loss, ...rates });
  }
  input.observer.stepped({ step, loss, images: batch.size, seconds: (performance.now() - started) / 1000 });
}
