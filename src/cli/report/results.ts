import type { SplitResult } from '../../runs/result.ts';
import { formatTable } from './format.ts';

/** Each metric's value, then its figure for every class; a dash where the split has none of a class. */
export function resultsTable(split: string, classes: readonly string[], { loss, metrics }: SplitResult): string {
  const figure = (value: number | null) => (value === null ? '-' : value.toFixed(4));
  const rows = Object.entries(metrics).map(([name, { value, perClass }]) => [
    name,
    figure(value),
    ...perClass.map(figure),
  ]);
  return formatTable([[split, 'value', ...classes], ...rows, ['loss', figure(loss), ...classes.map(() => '')]]);
}
