import type { EarlyStopping } from '../../schemas/index.ts';
import type { WatchedMetric } from '../registry/index.ts';

/**
 * Whether the last `patience` validations gave no improvement on the best before them. One in which nothing could be
 * counted is none.
 */
export function hasStalled(
  { direction, values }: WatchedMetric,
  { patience, min_delta }: Pick<EarlyStopping, 'patience' | 'min_delta'>,
): boolean {
  let best = NaN;
  let without = 0;
  for (const { value } of values) {
    const gain = direction === 'max' ? value - best : best - value;
    const isBetter = Number.isNaN(best) ? !Number.isNaN(value) : gain > min_delta;
    if (isBetter) best = value;
    without = isBetter ? 0 : without + 1;
    if (without >= patience) return true;
  }
  return false;
}
