import { periodInSteps, type LogSection } from '../../schemas/index.ts';
import type { Logger } from '../log/logger.ts';
import type { NamedArrays } from './read-update.ts';
import type { Schedule } from './schedule.ts';

/**
 * Whether histograms are due after so many completed steps: at the interval of `log.histograms`, and after the last.
 */
export function histogramsDue(
  every: LogSection['histograms'],
  { stepsPerEpoch, totalSteps }: Pick<Schedule, 'stepsPerEpoch' | 'totalSteps'>,
): (step: number) => boolean {
  if (every === false) return () => false;
  const steps = periodInSteps(every, stepsPerEpoch);
  return (step) => step % steps === 0 || step === totalSteps;
}

/** Logs the distribution of each parameter's values as `<kind>/<name>`. */
export function logHistograms(
  logger: Pick<Logger, 'histogram'>,
  step: number,
  kind: 'weights' | 'gradients',
  arrays: NamedArrays,
): void {
  for (const [name, values] of arrays) logger.histogram('run', step, `${kind}/${name}`, values);
}
