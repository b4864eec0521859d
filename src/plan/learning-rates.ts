import type { ParameterGroup, Scheduler } from '../registry/index.ts';
import type { Schedule } from '../train/schedule.ts';

export interface LearningRatePlan {
  /** The learning rate after each of some numbers of completed steps, which are spread evenly over training. */
  readonly curve: readonly { readonly step: number; readonly rate: number }[];
  /** The metric on whose values the rate depends, which nobody can know before. */
  readonly watches?: string;
}

/** How many points a curve has. */
const points = 60;

/** The learning rates that training would have, given that of the optimizer. */
export function planLearningRates(
  scheduler: Scheduler,
  { totalSteps }: Pick<Schedule, 'totalSteps'>,
  learningRate: number,
): LearningRatePlan {
  const count = Math.min(points, totalSteps);
  const steps = Array.from({ length: count }, (_, index) =>
    count === 1 ? 0 : Math.round((index * (totalSteps - 1)) / (count - 1)),
  );
  return {
    curve: steps.map((step) => ({ step, rate: learningRate * scheduler(step) })),
    ...(scheduler.watches !== undefined && { watches: scheduler.watches }),
  };
}

/** The groups, if there are any besides the one of all parameters. */
export function groupsToShow(groups: readonly ParameterGroup[] = []): readonly ParameterGroup[] {
  return groups.length > 1 || groups.some(({ name }) => name !== 'all others') ? groups : [];
}
