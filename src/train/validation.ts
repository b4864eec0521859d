import type { TrainSection } from '../../schemas/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import type { PreparedSplits } from '../data/prepare/prepare-splits.ts';
import type { Logger } from '../log/logger.ts';
import type { Metric } from '../registry/index.ts';
import type { BuiltExperiment } from './build.ts';
import type { TrainingProgress } from './checkpoint.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { Loading } from './loading.ts';
import type { TrainObserver } from './observer.ts';
import { logPanels, panelSamples } from './panels.ts';

export interface ValidationInput {
  readonly built: BuiltExperiment;
  readonly splits: PreparedSplits;
  readonly loading: Loading;
  readonly train: TrainSection;
  /** Samples whose predictions are drawn at each validation. */
  readonly panelSamples: number;
  readonly logger: Logger;
  readonly observer: TrainObserver;
}

/** Returns a function that validates and logs, and says what the best validation is from then on. */
export function createValidation(
  input: ValidationInput,
): (progress: TrainingProgress) => Promise<TrainingProgress['best']> {
  const { built, splits, train, logger, observer } = input;
  const deciding = decidingMetric(built.metrics, train.best);
  const loader = input.loading.loader(splits.val, {
    batchSize: train.batch_size,
    shuffle: false,
    dropLast: false,
    augmentations: [],
  });
  const keep = new Set(panelSamples(splits.val.length, input.panelSamples));

  return async ({ step, best }) => {
    const evaluation = await evaluate({ ...built, classes: built.dataset.classes.length, loader, keep });
    logger.scalars('val', step, valuesOf(evaluation));
    await logPanels(logger, step, splits.val, evaluation.predictions, built.dataset.classes);
    observer.validated(step, evaluation);
    const value = evaluation.metrics.get(deciding.name)!.value;
    const better =
      best === null || Number.isNaN(best.value) || (deciding.higherIsBetter ? value > best.value : value < best.value);
    return better ? { step, metric: deciding.name, value } : best;
  };
}

/** Loss and metrics under the tags that every split shares. */
export function valuesOf({ loss, metrics }: Evaluation): Record<string, number> {
  return { loss, ...Object.fromEntries([...metrics].map(([name, { value }]) => [name, value])) };
}

/** @throws TesseraError `bad-value` if `train.best` names no metric of the experiment. */
export function decidingMetric(metrics: readonly Metric[], name: string | undefined): Metric {
  const found = name === undefined ? metrics[0] : metrics.find((metric) => metric.name === name);
  if (found) return found;
  throw new TesseraError({
    code: 'bad-value',
    path: 'train.best',
    message: `train.best is «${name}», which is none of the experiment's metrics`,
    hints: [`one of: ${metrics.map((metric) => metric.name).join(', ')}`],
  });
}
