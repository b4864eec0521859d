import type { MetricValue } from '../../registry/index.ts';

export interface RunningAverage {
  /** The value of one image, or batch, and its value for each class. One whose value is NaN has none, and is left out. */
  add(value: number, perClass: readonly (number | undefined)[]): void;
  value(): MetricValue;
}

/**
 * Reduces values as they come. A class's value is the mean over the images (or batches) that have the class. Two
 * numbers are kept for the value and for each class; with the reduction `none`, every value is kept.
 */
export function startAverage(
  classes: number,
  { reduction }: { readonly reduction: 'mean' | 'sum' | 'none' },
): RunningAverage {
  const total = { sum: 0, count: 0 };
  const byClass = Array.from({ length: classes }, () => ({ sum: 0, count: 0 }));
  const each: number[] = [];
  return {
    add(value, perClass) {
      if (Number.isNaN(value)) return;
      include(total, value);
      for (const [index, figure] of perClass.entries()) if (figure !== undefined) include(byClass[index]!, figure);
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

function include(total: Total, value: number): void {
  total.sum += value;
  total.count++;
}
