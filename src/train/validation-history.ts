import type { TrainSection } from '../../schemas/index.ts';
import type { Scheduler, WatchedMetric } from '../registry/index.ts';
import type { TrainingProgress } from './checkpoint.ts';
import { decidingMetric, type DecidingMetric, type Figures } from '../tasks/semantic/deciding-metric.ts';

/** The metrics whose values decide on how training goes on. */
export interface WatchedMetrics {
  readonly scheduler?: DecidingMetric;
  readonly earlyStopping?: DecidingMetric;
}

/** @throws TesseraError `bad-value` for a name that is none of the experiment's metrics */
export function watchedMetrics(
  figures: Figures,
  train: TrainSection,
  scheduler: Pick<Scheduler, 'watches'>,
): WatchedMetrics {
  const named = (written: string | undefined, path: string) => decidingMetric(figures, written ?? train.best, path);
  const { watches } = scheduler;
  return {
    ...(watches !== undefined && {
      scheduler: named(watches === 'best' ? undefined : watches, 'scheduler.metric'),
    }),
    ...(train.early_stopping && {
      earlyStopping: named(train.early_stopping.metric, 'train.early_stopping.metric'),
    }),
  };
}

/** The validations that a checkpoint keeps, with one more. Only the values of watched metrics are kept. */
export function withValidation(
  before: TrainingProgress['validations'],
  step: number,
  values: Readonly<Record<string, number>>,
  { scheduler, earlyStopping }: WatchedMetrics,
): Pick<TrainingProgress, 'validations'> {
  const names = [scheduler, earlyStopping].flatMap((metric) => metric?.name ?? []);
  if (names.length === 0) return {};
  const kept = Object.fromEntries(names.map((name) => [name, values[name]!]));
  return { validations: [...(before ?? []), { step, values: kept }] };
}

/**
 * The values of one metric, in the validations since it has been watched. Undefined if no metric is watched.
 */
export function historyOf(
  metric: DecidingMetric | undefined,
  { validations = [] }: TrainingProgress,
): WatchedMetric | undefined {
  if (!metric) return undefined;
  const { name, direction } = metric;
  const values = validations.flatMap(({ step, values: kept }) =>
    Object.hasOwn(kept, name) ? [{ step, value: kept[name]! }] : [],
  );
  return { direction, values };
}
