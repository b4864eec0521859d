import type { Difference } from '../../runs/difference.ts';
import { confidence } from '../../runs/difference.ts';
import type { Spread } from '../../runs/spread.ts';

/** `0.8123 ± 0.0045`: mean and standard deviation. The mean alone of one value. */
export function meanAndDeviation({ mean, deviation }: Spread): string {
  return Number.isNaN(deviation) ? mean.toFixed(4) : `${mean.toFixed(4)} ± ${deviation.toFixed(4)}`;
}

export interface Judged {
  readonly isFirst: boolean;
  readonly validation?: Spread | undefined;
  readonly apart?: Difference | undefined;
}

/** How far a group of seeds is from the first of a ranking, in words that don't claim more than the seeds show. */
export function verdictOf({ isFirst, validation, apart }: Judged): string {
  if (!validation) return '-';
  if (isFirst) return 'first';
  if (!apart) return 'too few seeds to tell';
  const { difference, interval, withinSpread } = apart;
  const half = (interval[1] - interval[0]) / 2;
  const by = `${difference > 0 ? '+' : ''}${difference.toFixed(4)} ± ${half.toFixed(4)}`;
  return withinSpread ? `${by}, within the spread` : by;
}

/** What the table's words mean, as far as it has them. */
export function verdictNotes(groups: readonly { readonly apart?: Difference }[]): string[] {
  const percent = `${Math.round(100 * confidence)} %`;
  const meaning =
    `± is the standard deviation over seeds; from the first: the difference of the means with its ${percent} ` +
    'interval (Welch).';
  const within = 'Within the spread: the interval contains 0, so other seeds alone may make such a difference.';
  if (groups.every(({ apart }) => !apart)) return [];
  return [meaning, ...(groups.some(({ apart }) => apart?.withinSpread) ? [within] : [])];
}
