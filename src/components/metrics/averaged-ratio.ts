import { z } from 'zod';
import type { Confusion, Metric, MetricValue } from '../../registry/index.ts';
import { classCounts, sumConfusions, type ClassCounts } from './confusion.ts';

/** The parameters that every metric of the form «sum over pixels / sum over pixels» has. */
export const ratioParams = z.strictObject({
  average: z
    .enum(['macro', 'micro'])
    .default('macro')
    .describe('macro: mean over the classes that the target has; micro: all classes summed up first.'),
  per: z
    .enum(['image', 'dataset'])
    .default('image')
    .describe('image: a value per photo, then reduced; dataset: one confusion matrix for all photos.'),
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('mean')
    .describe('How the values per photo become one; none keeps each, and shows their mean.'),
});
export type RatioParams = z.output<typeof ratioParams>;

export interface Ratio {
  readonly name: string;
  readonly numerator: (counts: ClassCounts) => number;
  readonly denominator: (counts: ClassCounts) => number;
}

/**
 * A metric that is a ratio of pixel counts. A class that the target doesn't have is left out of the macro mean, and
 * an image without a single counted pixel out of everything; with nothing left, the value is NaN.
 */
export function averagedRatio(ratio: Ratio, params: RatioParams, classes: number): Metric {
  const { average, per, reduction } = params;
  const evaluateOne = average === 'macro' ? macro : micro;
  return {
    name: metricName(ratio.name, params),
    higherIsBetter: true,
    evaluate(images): MetricValue {
      const units = (per === 'dataset' ? [sumConfusions(images, classes)] : images).filter(hasPixels);
      const values = units.map((unit) => evaluateOne(ratio, unit));
      const value = reduction === 'sum' ? sum(values) : mean(values);
      const perClass = meanPerClass(
        units.map((unit) => perClassOf(ratio, unit)),
        classes,
      );
      return { value, perClass, ...(reduction === 'none' && { perImage: values }) };
    },
  };
}

/** `iou/macro`, and with what differs from the defaults `iou/macro-dataset-sum`. */
function metricName(name: string, { average, per, reduction }: RatioParams): string {
  const extras = [per === 'dataset' && '-dataset', reduction !== 'mean' && `-${reduction}`].filter(Boolean);
  return `${name}/${average}${extras.join('')}`;
}

function macro(ratio: Ratio, image: Confusion): number {
  return mean(perClassOf(ratio, image).filter((value) => value !== undefined));
}

function micro({ numerator, denominator }: Ratio, image: Confusion): number {
  const counts = classCounts(image);
  return sum(counts.map(numerator)) / sum(counts.map(denominator));
}

function perClassOf({ numerator, denominator }: Ratio, image: Confusion): (number | undefined)[] {
  return classCounts(image).map((counts) => {
    const present = counts.truePositives + counts.falseNegatives > 0;
    return present ? numerator(counts) / denominator(counts) : undefined;
  });
}

/** Over the images that have the class. */
function meanPerClass(images: readonly (readonly (number | undefined)[])[], classes: number): (number | undefined)[] {
  return Array.from({ length: classes }, (_, index) => {
    const values = images.map((perClass) => perClass[index]).filter((value) => value !== undefined);
    return values.length > 0 ? mean(values) : undefined;
  });
}

function hasPixels({ counts }: Confusion): boolean {
  return counts.some((count) => count > 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
