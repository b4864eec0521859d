import type { Confusion } from '../../registry/index.ts';
import { classCounts, type ClassCounts } from '../../tasks/semantic/confusion.ts';

/** Numerator and denominator of a metric for one class. */
export interface Ratio {
  readonly name: string;
  readonly numerator: (counts: ClassCounts) => number;
  readonly denominator: (counts: ClassCounts) => number;
  /** The value of a class that the target has and whose denominator is 0; by default it has none. */
  readonly empty?: number;
}

/**
 * What a class counts that the target doesn't have: with `skip` nothing; with `zero`, as in torchmetrics, its ratio if
 * it is predicted, and nothing if not. That is 0 for all ratios of correct pixels, and not for specificity.
 */
export type Absent = 'skip' | 'zero';

/** Mean over the classes that count. */
export function macroRatio(ratio: Ratio, confusion: Confusion, absent: Absent): number {
  return mean(ratioPerClass(ratio, confusion, absent));
}

/** Sum of all classes' numerators, divided by the sum of their denominators. */
export function microRatio({ numerator, denominator }: Ratio, confusion: Confusion): number {
  const counts = classCounts(confusion);
  return sum(counts.map(numerator)) / sum(counts.map(denominator));
}

/** Mean over the classes that count, each with the number of its pixels in the target. */
export function weightedRatio(ratio: Ratio, confusion: Confusion, absent: Absent): number {
  const pixels = classCounts(confusion).map(({ truePositives, falseNegatives }) => truePositives + falseNegatives);
  const terms = ratioPerClass(ratio, confusion, absent).flatMap((value, index) =>
    value === undefined ? [] : [{ value, weight: pixels[index]! }],
  );
  return sum(terms.map(({ value, weight }) => value * weight)) / sum(terms.map(({ weight }) => weight));
}

/** The ratio of each class; undefined for a class that doesn't count. */
export function ratioPerClass(
  { numerator, denominator, empty }: Ratio,
  confusion: Confusion,
  absent: Absent,
): (number | undefined)[] {
  return classCounts(confusion).map((counts) => {
    const inTarget = counts.truePositives + counts.falseNegatives > 0;
    if (!inTarget && (absent === 'skip' || counts.falsePositives === 0)) return undefined;
    const below = denominator(counts);
    if (below === 0) return absent === 'zero' ? 0 : empty;
    return numerator(counts) / below;
  });
}

/** Mean of the values that are there; NaN if none is. */
export function mean(values: readonly (number | undefined)[]): number {
  const present = values.filter((value) => value !== undefined);
  return sum(present) / present.length;
}

/** False if every pixel is ignored. */
export function hasPixels({ counts }: Confusion): boolean {
  return counts.some((count) => count > 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
