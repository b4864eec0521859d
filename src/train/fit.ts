import { setImmediate as nextTurn } from 'node:timers/promises';
import { allOrFirstError } from '../core/all-or-first-error.ts';
import { decidingMetric } from '../tasks/semantic/deciding-metric.ts';
import { checkpointState, saveCheckpoint, type TrainingProgress } from './checkpoint.ts';
import type { CheckpointDescription } from './checkpoint-description.ts';
import { createDataWait } from './data-wait.ts';
import { createEarlyEnds, type EarlyEnd } from './early-end.ts';
import { checkpointKeeping } from './keep-checkpoints.ts';
import { createStepRunner, type StepRunnerInput } from './run-step.ts';
import type { Pruned } from '../runs/pruned.ts';
import type { Pruning } from '../sweep/pruning.ts';
import { stepParts } from './step-parts.ts';
import { watchedMetrics, withValidation } from './validation-history.ts';
import { createValidation } from './validation.ts';

export interface FitInput extends StepRunnerInput {
  /** Path of a checkpoint by its name: `last`, `best`, `epoch-3`. */
  readonly checkpointFile: (name: string) => string;
  /** What checkpoints say of themselves. */
  readonly description: CheckpointDescription;
  /** When it is aborted, training finishes the step, saves and returns; a validation is left for later. */
  readonly signal: AbortSignal;
  /** Calls `listener` when a checkpoint is asked for, until the returned function is called. */
  readonly onSave?: ((listener: () => void) => () => void) | undefined;
  /** Called before a checkpoint is written. If it throws, training ends. */
  readonly beforeSave?: () => Promise<void>;
  /** Says whether the run ends at a validation, if it is a point of a sweep that stops runs early. */
  readonly pruning?: Pruning | undefined;
  /** Seconds of training so far, in all attempts. */
  readonly seconds: () => number;
}

export interface FitOutcome {
  readonly progress: TrainingProgress;
  /** Share of the steps' time that was spent waiting for batches, in this attempt. */
  readonly dataWait: number;
  /** Why training ended before its last step; absent if it didn't, or if it was interrupted. */
  readonly endedBy?: EarlyEnd;
  /** That the sweep's pruner ended it, and why. */
  readonly pruned?: Pruned;
}

/**
 * Trains from `progress.step` to the end of the schedule, or until the signal, early stopping or the time limit.
 * Every random draw follows from (seed, epoch, step), so a resumed run repeats an uninterrupted one.
 * Without a validation in which something could be counted, the last step is the best.
 * @throws TesseraError `diverged` at the first loss of training or validation that is not finite, or before weights
 * that are not finite would be saved; `run-failed` if a checkpoint can't be written. The last checkpoint stays.
 */
export async function fit(input: FitInput): Promise<FitOutcome> {
  const { built, optimizer, average, train, schedule, splits, signal, pruning } = input;
  const loader = input.loading.loader(splits.train, {
    batchSize: train.batch_size,
    shuffle: true,
    dropLast: train.drop_last,
    augmentations: built.augmentations,
  });
  let progress = input.progress;
  optimizer.stepCount = progress.step;

  const watched = watchedMetrics(built, train, input.scheduler);
  const wait = createDataWait();
  const runner = createStepRunner(input, watched, wait);
  const validate = createValidation(input);
  const save = async (...names: string[]) => {
    await input.beforeSave?.();
    const state = checkpointState(built.model, optimizer, average);
    await saveCheckpoint(names.map(input.checkpointFile), state, progress, input.description);
    input.observer.saved(names, progress.step);
  };
  const deciding = decidingMetric(built, train.best);
  // What is no metric is a loss.
  const directionOf = (name: string) => built.reported.find((metric) => metric.name === name)?.direction ?? 'min';
  const judge = async (step: number) => (step < schedule.totalSteps ? pruning?.judge(step) : undefined);
  const keeping = checkpointKeeping(train, schedule, deciding, input.checkpointFile);
  const ends = createEarlyEnds(train, schedule, watched, input.seconds);

  const validateAndSave = async () => {
    const { step, best: before, validations, ranked } = progress;
    if (progress.validationDue) {
      const validation = () => validate(progress);
      const { best, values, drawn } = await (average ? average.during(validation) : validation());
      progress = {
        step,
        best,
        ...withValidation(validations, step, values, watched),
        ...keeping.ranked(ranked, step, values[deciding.name]!),
        ...runner.begun(),
      };
      const keep = async () => {
        await pruning?.validated(step, values, deciding.name, directionOf);
        if (best !== before) await save('best');
      };
      // Its images are drawn while the best checkpoint is written, and are there before the last one is.
      await allOrFirstError([keep(), drawn]);
    }
    // The last is written last, so that training never goes on from a step whose other checkpoint is missing, and what
    // is no longer kept goes after that.
    const name = keeping.nameOf(progress);
    const names = [...(name === undefined ? [] : [name]), ...(schedule.isCheckpointDue(step) ? ['last'] : [])];
    if (names.length === 0) return;
    await save(...names);
    await keeping.prune(progress);
  };

  const unfreezeStep = built.frozen.unfreezeStep(schedule.stepsPerEpoch) ?? Infinity;
  let isThawed = unfreezeStep === Infinity;
  let endedBy: EarlyEnd | undefined;
  let pruned: Pruned | undefined;
  let isSaveAsked = false;
  const stopListening = input.onSave?.(() => (isSaveAsked = true));
  try {
    // A limit that is lower than before may be reached at a step that was not to be validated.
    const wasTimeUp = ends.isTimeUp();
    if (wasTimeUp && progress.step > 0 && !schedule.isValidationDue(progress.step))
      progress = { ...progress, validationDue: true };
    if (progress.validationDue) await validateAndSave();
    endedBy = ends.at(progress, wasTimeUp);
    pruned = endedBy ? undefined : await judge(progress.step);
    if (endedBy || pruned) await save('last');
    const to = endedBy || pruned ? progress.step : schedule.totalSteps;
    const steps = { from: progress.step, to, accumulate: train.accumulate };
    for await (const part of wait.watch(stepParts(loader, steps))) {
      if (signal.aborted && part.position === 0) break;
      if (!isThawed && part.completed >= unfreezeStep) {
        built.frozen.unfreeze();
        isThawed = true;
      }
      await runner.run(part, progress);
      // Synchronous backends never give the event loop a turn, which signals need to arrive.
      await nextTurn();
      if (part.position + 1 < part.count) continue;
      const step = part.completed + 1;
      const { best, validations, ranked } = progress;
      progress = { step, best, ...(validations && { validations }), ...(ranked && { ranked }), ...runner.begun() };
      const isTimeUp = ends.isTimeUp();
      if (schedule.isValidationDue(step) || isTimeUp) progress = { ...progress, validationDue: true };
      await validateAndSave();
      endedBy = ends.at(progress, isTimeUp);
      if (!endedBy && schedule.isValidationDue(step)) pruned = await judge(step);
      if (isSaveAsked || endedBy || pruned) await save('last');
      isSaveAsked = false;
      if (endedBy || pruned) break;
    }
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
  } finally {
    stopListening?.();
    runner.dispose();
  }
  if (signal.aborted && !endedBy && !pruned) await save('last');
  else if (progress.best === null) await save('best');
  return { progress, dataWait: wait.total(), ...(endedBy && { endedBy }), ...(pruned && { pruned }) };
}
