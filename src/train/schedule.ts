import { periodInSteps, type TrainSection, type ValidationPeriod } from '../../schemas/index.ts';
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
  const totalSteps = Math.min(train.epochs * stepsPerEpoch, train.max_steps ?? Infinity);
  const orLast = (isDue: (step: number) => boolean) => (step: number) =>
    step > 0 && (isDue(step) || step === totalSteps);
  const every = (steps: number) => orLast((step) => step % steps === 0);
  return {
    stepsPerEpoch,
    totalSteps,
    isLogDue: every(train.log_every.steps),
    isValidationDue: orLast(validationsDue(train.validate_every, stepsPerEpoch)),
    isCheckpointDue: every(periodInSteps(train.checkpoint_every, stepsPerEpoch)),
  };
}

function validationsDue(every: ValidationPeriod, stepsPerEpoch: number): (step: number) => boolean {
  if ('epochs' in every) return (step) => step % (every.epochs * stepsPerEpoch) === 0;
  const { steps, first = steps, restart } = every;
  return (step) => {
    const counted = restart === 'epoch' ? ((step - 1) % stepsPerEpoch) + 1 : step;
    return counted >= first && (counted - first) % steps === 0;
  };
}

/** Optimizer steps of an epoch. @throws TesseraError `empty-split` if `drop_last` leaves no batch */
export function countStepsPerEpoch(samples: number, train: TrainSection): number {
  const { batch_size: size, drop_last: drop, accumulate, overfit_batches: most = Infinity } = train;
  const batches = Math.min(most, drop ? Math.floor(samples / size) : Math.ceil(samples / size));
  if (batches > 0) return Math.ceil(batches / accumulate);
  throw new TesseraError({
    code: 'empty-split',
    path: 'train.batch_size',
    message: `the training split has ${samples} samples, fewer than one batch of ${size}, and drop_last leaves none`,
    hints: [`set train.batch_size to ${samples} or less`, 'set train.drop_last to false'],
  });
}

/** How many samples of the split an epoch takes. */
export function trainedSamples(
  samples: number,
  { batch_size: size, overfit_batches: most = Infinity }: TrainSection,
): number {
  return Math.min(samples, most * size);
}

/** How many samples the smallest batch of an epoch has. */
export function smallestBatch(samples: number, { batch_size: size, drop_last: dropLast }: TrainSection): number {
  const rest = samples % size;
  return dropLast || rest === 0 ? Math.min(size, samples) : rest;
}
