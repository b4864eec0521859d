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

/** A model's figures over photos, each of which counts `weights[photo]` times. NaN where nothing could be counted. */
export type Statistics = (weights: Float64Array) => readonly number[];

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
  { a, b }: { readonly a: Statistics; readonly b: Statistics },
  { photos, resamples, confidence, draw }: BootstrapOptions,
): PairedDifference[] {
  const once = new Float64Array(photos).fill(1);
  const [ofA, ofB] = [a(once), b(once)];
  const differences = ofA.map(() => [] as number[]);
  const weights = new Float64Array(photos);
  for (let resample = 0; resample < resamples; resample++) {
    weights.fill(0);
    for (let drawn = 0; drawn < photos; drawn++) weights[draw()]!++;
    const [drawnA, drawnB] = [a(weights), b(weights)];
    for (const [figure, own] of differences.entries()) {
      const difference = drawnB[figure]! - drawnA[figure]!;
      if (!Number.isNaN(difference)) own.push(difference);
    }
  }
  const tail = (1 - confidence) / 2;
  return differences.map((own, figure) => {
    const sorted = own.sort((one, other) => one - other);
    const larger = sorted.filter((value) => value > 0).length;
    const equal = sorted.filter((value) => value === 0).length;
    return {
      a: ofA[figure]!,
      b: ofB[figure]!,
      difference: ofB[figure]! - ofA[figure]!,
      interval: [quantile(sorted, tail), quantile(sorted, 1 - tail)],
      shareLarger: (larger + equal / 2) / sorted.length,
      resamples: sorted.length,
    };
  });
}
