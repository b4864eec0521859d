import type { LogSection } from '../../schemas/index.ts';
import type { Optimizer } from '../registry/index.ts';
import type { StepTime } from './data-wait.ts';
import { normsOf, type NumberOfParameter } from './norms.ts';
import { residentMemory } from './resident-memory.ts';

export interface LoggedStep {
  readonly log: Pick<LogSection, 'learning_rates' | 'norms' | 'times'>;
  readonly optimizer: Pick<Optimizer, 'learningRate' | 'groups'>;
  /** The scheduler's, of this step. */
  readonly factor: number;
  /** Sums of squares by parameter. */
  readonly gradientSquares: NumberOfParameter;
  readonly weightSquares: NumberOfParameter;
  /** Since the step that was logged before: images, optimizer steps, and how long they took. */
  readonly images: number;
  readonly steps: number;
  readonly time: StepTime;
}

const memory = residentMemory();

/** The figures of a step that belong to no split: learning rates, norms and times, under their tags. */
export function ofRun(logged: LoggedStep): Record<string, number> {
  const { log, gradientSquares, weightSquares } = logged;
  return {
    ...(log.learning_rates && learningRates(logged)),
    ...(log.norms && { ...normsOf('norm/gradients', gradientSquares), ...normsOf('norm/weights', weightSquares) }),
    ...(log.times && times(logged)),
  };
}

/** That of the optimizer, and those of groups that have their own. */
function learningRates({ optimizer: { learningRate, groups = [] }, factor }: LoggedStep): Record<string, number> {
  const rated = groups.filter(({ ratedBy }) => ratedBy !== undefined);
  const own = rated.map((group) => [`lr/${group.ratedBy}`, group.learningRate * factor] as const);
  return { lr: learningRate * factor, ...Object.fromEntries(own) };
}

function times({ images, steps, time: { seconds, dataWait } }: LoggedStep): Record<string, number> {
  return {
    'time/images_per_second': images / seconds,
    'time/step_seconds': seconds / steps,
    'time/data_wait': dataWait,
    'time/memory_mib': memory() / 2 ** 20,
  };
}
