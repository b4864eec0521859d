import type { SplitResult } from '../../runs/result.ts';
import { formatTable } from './format.ts';

/** A line for each metric: its value, then that of each class, or a dash for a class that the split doesn't have. */
export function resultsTable(
  split: string,
  classes: readonly string[],
  { loss, losses = {}, metrics }: SplitResult,
): string {
  const figure = (value: number | null) => (value === null ? '-' : value.toFixed(4));
  const rows = Object.entries(metrics).map(([name, { value, perClass }]) => [
    name,
    figure(value),
    ...perClass.map(figure),
  ]);
  const lossRows = Object.entries({ loss, ...losses }).map(([name, value]) => [
    name,
    figure(value),
    ...classes.map(() => ''),
  ]);
  return formatTable([[split, 'value', ...classes], ...rows, ...lossRows]);
}
