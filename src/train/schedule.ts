import { periodInSteps, type TrainSection } from '../../schemas/index.ts';
import { TesseraError } from '../core/errors/index.ts';

/** The training section in optimizer steps. Epochs are converted only here. */
export interface Schedule {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  /** The argument of these functions is the number of completed steps. */
  readonly isLogDue: (step: number) => boolean;
  readonly isValidationDue: (step: number) => boolean;
  readonly isCheckpointDue: (step: number) => boolean;
}

export function createSchedule(train: TrainSection, stepsPerEpoch: number): Schedule {
  const totalSteps = train.epochs * stepsPerEpoch;
  const every = (steps: number) => (step: number) => step > 0 && (step % steps === 0 || step === totalSteps);
  return {
    stepsPerEpoch,
    totalSteps,
    isLogDue: every(train.log_every.steps),
    isValidationDue: every(periodInSteps(train.validate_every, stepsPerEpoch)),
    isCheckpointDue: every(periodInSteps(train.checkpoint_every, stepsPerEpoch)),
  };
}

/** @throws TesseraError `empty-split` if `drop_last` leaves no batch */
export function countStepsPerEpoch(samples: number, { batch_size: size, drop_last: drop }: TrainSection): number {
  const steps = drop ? Math.floor(samples / size) : Math.ceil(samples / size);
  if (steps > 0) return steps;
  throw new TesseraError({
    code: 'empty-split',
    path: 'train.batch_size',
    message: `the training split has ${samples} samples, fewer than one batch of ${size}, and drop_last leaves none`,
    hints: [`set train.batch_size to ${samples} or less`, 'set train.drop_last to false'],
  });
}

/** How many samples the smallest batch of an epoch has. */
export function smallestBatch(samples: number, { batch_size: size, drop_last: dropLast }: TrainSection): number {
  const rest = samples % size;
  return dropLast || rest === 0 ? Math.min(size, samples) : rest;
}
