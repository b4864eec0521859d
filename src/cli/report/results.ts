import type { SplitResult } from '../../runs/result.ts';
import { nameByClass } from '../../tasks/semantic/metric-name.ts';
import { figuresTable, printTable } from './table.ts';

/**
 * A line for each metric: its value, then that of each class, or a dash for a class that the split doesn't have. Where
 * the value is not the mean of the classes, as with a mean over images, they have a line of their own, with their mean.
 * The head says whether predictions were scored at the size of the inputs or of the original photos.
 */
export function resultsTable(
  split: string,
  classes: readonly string[],
  { at = 'input', loss, losses = {}, metrics }: SplitResult,
  width?: number,
): string {
  const line = (name: string, value: number, perClass: readonly (number | null)[]) => [
    name,
    figure(value),
    ...perClass.map((one) => (one === null ? '-' : figure(one))),
  ];
  const blank = classes.map(() => '');
  const rows = Object.entries(metrics).flatMap(([name, { value, perClass }]) => {
    const mean = meanOf(perClass);
    if (mean === undefined || Math.abs(mean - value) < 1e-9) return [line(name, value, perClass)];
    return [[name, figure(value), ...blank], line(nameByClass(name), mean, perClass)];
  });
  const lossRows = Object.entries({ loss, ...losses }).map(([name, value]) => [name, figure(value), ...blank]);
  return printTable(figuresTable([`${split} at ${at}`, 'value', ...classes], [...rows, ...lossRows]), width);
}

function figure(value: number): string {
  return value.toFixed(4);
}

function meanOf(perClass: readonly (number | null)[]): number | undefined {
  const present = perClass.filter((value) => value !== null);
  return present.length === 0 ? undefined : present.reduce((sum, value) => sum + value, 0) / present.length;
}
