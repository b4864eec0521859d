import { quantile } from './quantile.ts';

/** The difference of one figure between two models on the same photos. */
export interface PairedDifference {
  readonly a: number;
  readonly b: number;
  /** b - a */
  readonly difference: number;
  /** Percentiles of the resamples' differences. */
  readonly interval: readonly [low: number, high: number];
  /** Share of the resamples in which `b` is larger; those in which they are equal count a half. */
  readonly shareLarger: number;
  /** Resamples in which the figure could be counted. */
  readonly resamples: number;
}

/** A figure over photos, each of which counts `weights[photo]` times. NaN if nothing could be counted. */
export type Statistic = (weights: Float64Array) => number;

export interface PairedStatistic {
  readonly a: Statistic;
  readonly b: Statistic;
}

export interface BootstrapOptions {
  readonly photos: number;
  readonly resamples: number;
  /** Such as 0.95. */
  readonly confidence: number;
  /** Draws a photo: uniform in 0 .. photos - 1. */
  readonly draw: () => number;
}

/**
 * The paired percentile bootstrap over photos (Efron and Tibshirani 1993, section 13.3): photos are drawn with
 * replacement, as many as there are, and both models are scored on the same draw. All figures see the same resamples.
 */
export function pairedBootstrap(
  statistics: readonly PairedStatistic[],
  { photos, resamples, confidence, draw }: BootstrapOptions,
): PairedDifference[] {
  const differences = statistics.map(() => [] as number[]);
  const weights = new Float64Array(photos);
  for (let resample = 0; resample < resamples; resample++) {
    weights.fill(0);
    for (let drawn = 0; drawn < photos; drawn++) weights[draw()]!++;
    for (const [index, { a, b }] of statistics.entries()) {
      const difference = b(weights) - a(weights);
      if (!Number.isNaN(difference)) differences[index]!.push(difference);
    }
  }
  const once = new Float64Array(photos).fill(1);
  const tail = (1 - confidence) / 2;
  return statistics.map((statistic, index) => {
    const [a, b] = [statistic.a(once), statistic.b(once)];
    const sorted = differences[index]!.sort((one, other) => one - other);
    const larger = sorted.filter((value) => value > 0).length;
    const equal = sorted.filter((value) => value === 0).length;
    return {
      a,
      b,
      difference: b - a,
      interval: [quantile(sorted, tail), quantile(sorted, 1 - tail)],
      shareLarger: (larger + equal / 2) / sorted.length,
      resamples: sorted.length,
    };
  });
}
