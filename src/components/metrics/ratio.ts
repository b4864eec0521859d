import type { Confusion } from '../../registry/index.ts';
import { classCounts, type ClassCounts } from '../../tasks/semantic/confusion.ts';

/** Numerator and denominator of a metric for one class. */
export interface Ratio {
  readonly name: string;
  readonly numerator: (counts: ClassCounts) => number;
  readonly denominator: (counts: ClassCounts) => number;
}

/** Mean over the classes that the target has. */
export function macroRatio(ratio: Ratio, confusion: Confusion): number {
  const present = ratioPerClass(ratio, confusion).filter((value) => value !== undefined);
  return sum(present) / present.length;
}

/** Sum of all classes' numerators, divided by the sum of their denominators. */
export function microRatio({ numerator, denominator }: Ratio, confusion: Confusion): number {
  const counts = classCounts(confusion);
  return sum(counts.map(numerator)) / sum(counts.map(denominator));
}

/** The ratio of each class; undefined for a class that the target doesn't have. */
export function ratioPerClass({ numerator, denominator }: Ratio, confusion: Confusion): (number | undefined)[] {
  return classCounts(confusion).map((counts) => {
    const present = counts.truePositives + counts.falseNegatives > 0;
    return present ? numerator(counts) / denominator(counts) : undefined;
  });
}

/** False if every pixel is ignored. */
export function hasPixels({ counts }: Confusion): boolean {
  return counts.some((count) => count > 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
