import type { LogSection, TrainSection } from '../../schemas/index.ts';
import { allOrFirstError } from '../core/all-or-first-error.ts';
import { augmentedSource } from '../data/loader/augmented-source.ts';
import type { PreparedSplits } from '../data/prepare/prepare-splits.ts';
import type { Logger } from '../log/logger.ts';
import type { Direction } from '../registry/index.ts';
import { nameInSplit } from '../tasks/semantic/metric-name.ts';
import { decidingMetric } from '../tasks/semantic/deciding-metric.ts';
import { valuesOf } from '../tasks/semantic/scoring.ts';
import type { BuiltExperiment } from './build.ts';
import type { TrainingProgress } from './checkpoint.ts';
import { diverged } from './diverged.ts';
import { evaluate } from './evaluate.ts';
import type { FeatureCache } from './feature-cache.ts';
import type { Loading } from './loading.ts';
import { countedForLog, drawMatrix, logCurves, logOwn, perClassFigures } from './log-evaluation.ts';
import type { TrainObserver } from './observer.ts';
import { drawPanels, panelSamples } from './panels.ts';
import { logImages } from './log-images.ts';
import { scoredAt, splitResult } from './split-result.ts';

export interface ValidationInput {
  readonly built: BuiltExperiment;
  readonly splits: PreparedSplits;
  readonly loading: Loading;
  readonly train: TrainSection;
  readonly seed: number;
  readonly log: LogSection;
  readonly logger: Logger;
  readonly observer: TrainObserver;
  /** What a frozen encoder has made of samples. It isn't used where they are augmented. */
  readonly features?: FeatureCache | undefined;
  /** Ends a validation before its end; nothing of it is logged then. */
  readonly signal?: AbortSignal | undefined;
}

export interface Validated {
  /** The best validation so far; null if nothing could be counted in any. */
  readonly best: TrainingProgress['best'];
  /** Loss and metrics of this one. */
  readonly values: Readonly<Record<string, number>>;
  /** Ends when its images are logged too. It must be waited for. */
  readonly drawn: Promise<unknown>;
}

/**
 * Returns a function that validates and logs. It throws TesseraError `diverged` if pixels are counted and the loss is
 * not finite, and the signal's reason if that is aborted.
 */
export function createValidation(input: ValidationInput): (progress: TrainingProgress) => Promise<Validated> {
  const { built, splits, train, seed, log, logger, observer, signal } = input;
  const { classes } = built.dataset;
  const deciding = decidingMetric(built, train.best);
  const augmentations = train.augment_validation ? built.augmentations : [];
  const loader = input.loading.evaluationLoader(splits.val, { batchSize: train.batch_size, augmentations });
  const shown = augmentedSource(splits.val, { seed, augmentations });
  const keep = new Set(panelSamples(splits.val.length, log.panel_samples));

  return async ({ step, best: before }) => {
    const counted = countedForLog(log, classes, splits.val.length);
    const evaluation = await evaluate({
      ...built,
      ...counted,
      metrics: built.reported,
      classes: classes.length,
      loader,
      keep,
      features: augmentations.length === 0 && input.features ? { cache: input.features, split: 'val' } : undefined,
      signal,
    });
    const values = valuesOf(evaluation);
    logger.scalars('val', step, values);
    if (evaluation.weight > 0 && !Number.isFinite(evaluation.loss)) {
      throw diverged(`the validation loss became ${evaluation.loss} at step ${step}`);
    }
    if (log.per_class) logger.scalars('run', step, perClassFigures(evaluation, classes));
    logCurves(logger, { split: 'val', step }, counted, classes);
    const value = values[deciding.name]!;
    const better = isBetter(value, before?.value ?? NaN, deciding.direction);
    const best = better ? { step, metric: deciding.name, value } : before;
    if (better) logger.scalars('run', step, bestSoFar(values));
    const figures = splitResult(evaluation, built.reported, scoredAt(splits.val, built.dataset));
    observer.validated(step, evaluation, best, figures);
    const images = logImages(logger, step, [
      drawMatrix('val', evaluation, classes),
      drawPanels(shown, evaluation.predictions, { classes, errorMaps: log.error_maps }),
    ]);
    const drawn = allOrFirstError([images, logOwn(logger, { split: 'val', step }, evaluation.logged)]);
    return { best, values, drawn };
  };
}

/** The last value of each is that of the best validation, which the HParams view of TensorBoard shows. */
function bestSoFar(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`best/${nameInSplit('val', name)}`, value]));
}

/** A tie is not better. NaN is better than nothing, not even NaN: nothing could be counted. */
export function isBetter(value: number, best: number, direction: Direction): boolean {
  if (Number.isNaN(best)) return !Number.isNaN(value);
  return direction === 'max' ? value > best : value < best;
}
