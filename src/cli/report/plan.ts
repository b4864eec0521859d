import type { Experiment } from '../../../schemas/index.ts';
import type { SweepPoint } from '../../config/index.ts';
import { describeOverrides } from '../../sweep/names.ts';

/** A line for each component: kind, type, parameters. */
export function componentTable(experiment: Experiment): string {
  const { dataset, augmentations, model, loss, metrics, optimizer, scheduler, train } = experiment;
  const rows = [
    line('dataset', dataset),
    ...augmentations.map((item) => line('augmentation', item)),
    line('model', model),
    ...[loss].flat().map((part) => line('loss', part)),
    ...metrics.map((item) => line('metric', item)),
    line('optimizer', optimizer),
    line('scheduler', scheduler),
    ['train', '', settings(train)],
  ];
  return align(rows);
}

function line(kind: string, { type, ...parameters }: { readonly type: string }): string[] {
  return [kind, type, settings(parameters)];
}

function settings(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${inline(value)}`)
    .join(' ');
}

/** As YAML would write it on one line. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${inline(inner)}`)
    .join(', ')}}`;
}

/** A line for each point: its id, and what it sets. */
export function pointTable(points: readonly SweepPoint[]): string {
  return points.map(({ id, overrides }) => `${id}  ${describeOverrides(overrides)}`).join('\n');
}

function align(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  return rows
    .map(([kind = '', type = '', rest = '']) => `${kind.padEnd(first)}  ${type.padEnd(second)}  ${rest}`.trimEnd())
    .join('\n');
}
