import type { MetricValue } from '../../registry/index.ts';
import type { RatioParams } from './params.ts';

export interface RunningAverage {
  /**
   * The value of one image, or batch, and its value for each class. One whose value is NaN has none, and is left out.
   * `images` is how many it has; they count for the reduction `by-images`.
   */
  add(value: number, perClass: readonly (number | undefined)[], images?: number): void;
  value(): MetricValue;
}

/**
 * Reduces values as they come. A class's value is the mean over the images (or batches) that have the class. Two
 * numbers are kept for the value and for each class; with the reduction `none`, every value is kept.
 */
export function startAverage(classes: number, { reduction }: Pick<RatioParams, 'reduction'>): RunningAverage {
  const total = { sum: 0, count: 0 };
  const byClass = Array.from({ length: classes }, () => ({ sum: 0, count: 0 }));
  const each: number[] = [];
  return {
    add(value, perClass, images = 1) {
      if (Number.isNaN(value)) return;
      const weight = reduction === 'by-images' ? images : 1;
      include(total, value, weight);
      for (const [index, figure] of perClass.entries())
        if (figure !== undefined) include(byClass[index]!, figure, weight);
      if (reduction === 'none') each.push(value);
    },
    value: () => ({
      value: reduction === 'sum' ? total.sum : total.sum / total.count,
      perClass: byClass.map(({ sum, count }) => (count > 0 ? sum / count : undefined)),
      ...(reduction === 'none' && { each: [...each] }),
    }),
  };
}

interface Total {
  sum: number;
  count: number;
}

function include(total: Total, value: number, weight: number): void {
  total.sum += weight * value;
  total.count += weight;
}
