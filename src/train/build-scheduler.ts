import type { Experiment } from '../../schemas/index.ts';
import { baseContext, type Registry, type Scheduler } from '../registry/index.ts';
import type { Schedule } from './schedule.ts';

export interface SchedulerInput {
  readonly experiment: Experiment;
  readonly registry: Registry;
  readonly workingDirectory: string;
}

/** How the learning rate changes over a schedule. @throws TesseraError as the component does */
export function buildScheduler(
  { experiment, registry, workingDirectory }: SchedulerInput,
  { totalSteps, stepsPerEpoch }: Pick<Schedule, 'totalSteps' | 'stepsPerEpoch'>,
): Promise<Scheduler> {
  const context = { ...baseContext(experiment, workingDirectory), totalSteps, stepsPerEpoch };
  return registry.build('scheduler', experiment.scheduler, context);
}
