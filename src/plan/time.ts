import type { TrainSection } from '../../schemas/index.ts';
import { countStepsPerEpoch, type Schedule } from '../train/schedule.ts';
import type { Trial } from '../train/trial.ts';
import type { DataPlan } from './data.ts';
import type { ModelPlan } from './model.ts';

export interface TimePlan {
  /** Backend and version. */
  readonly engine: string;
  /** Seconds, by those of the steps and batches that were tried. What else uses the machine isn't known. */
  readonly seconds: {
    readonly step: number;
    readonly training: number;
    readonly validation: number;
    readonly test: number;
  };
}

/** The time of a run, from that of the steps and batches of a trial. */
export function planTime(
  { engine, stepSeconds, evaluationSeconds }: Trial,
  train: TrainSection,
  { forwardMultiplyAdds, stepMultiplyAdds, batchSize }: ModelPlan,
  { samples }: Pick<DataPlan, 'samples'>,
  schedule: Schedule,
): TimePlan {
  // The last step of an epoch may have fewer batches than the others.
  const batches = countStepsPerEpoch(samples.train, { ...train, accumulate: 1 }) / schedule.stepsPerEpoch;
  const batchSeconds = stepSeconds / Math.min(train.accumulate, Math.ceil(batches));
  const training = batchSeconds * batches * schedule.totalSteps;
  const imageSeconds = evaluationSeconds ?? ((forwardMultiplyAdds / stepMultiplyAdds) * batchSeconds) / batchSize;
  const seconds = {
    step: stepSeconds,
    training,
    validation: samples.val * imageSeconds * countValidations(schedule),
    test: samples.test * imageSeconds,
  };
  return { engine, seconds };
}

function countValidations({ totalSteps, isValidationDue }: Schedule): number {
  let count = 0;
  for (let step = 1; step <= totalSteps; step++) if (isValidationDue(step)) count++;
  return count;
}
