import { nameInSplit } from '../tasks/semantic/metric-name.ts';
import { describeOverrides, formatValue } from './names.ts';
import type { LedgerPoint } from './ledger.ts';

/** The points and their results as a table, best first. */
export interface SweepTable {
  /** The swept keys, in the order of the axes. */
  readonly axes: readonly string[];
  /** Names of metrics; the first one orders the rows. */
  readonly metrics: readonly string[];
  /** The split of the figures: the validation if the data has no test. */
  readonly split: 'test' | 'val';
  readonly rows: readonly LedgerPoint[];
}

export function sweepTable(points: readonly LedgerPoint[]): SweepTable {
  const unique = (names: readonly string[]) => [...new Set(names)];
  const axes = unique(points.flatMap(({ overrides }) => Object.keys(overrides)));
  const metrics = unique(points.flatMap((point) => Object.keys(point.metrics ?? {})));
  const split = points.some((point) => point.split === 'val') ? 'val' : 'test';
  return { axes, metrics, split, rows: sortByMetric(points, metrics[0]) };
}

/** RFC 4180, one line for each point. */
export function sweepCsv({ axes, metrics, split, rows }: SweepTable): string {
  const header = [
    'point',
    'state',
    ...axes,
    ...metrics.map((name) => nameInSplit(split, name)),
    'seconds',
    'run',
    'error',
  ];
  const lines = rows.map((point) => [
    point.id,
    point.state,
    ...axes.map((axis) => (axis in point.overrides ? formatValue(point.overrides[axis]) : '')),
    ...metrics.map((name) => point.metrics?.[name] ?? ''),
    point.seconds ?? '',
    point.name,
    point.error ?? '',
  ]);
  return [header, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** The results as JSON, for scripts. */
export function sweepJson(path: string, points: readonly LedgerPoint[]): unknown {
  const { axes, metrics, rows } = sweepTable(points);
  return {
    path,
    axes,
    metrics,
    points: rows.map((point) => ({ ...point, label: describeOverrides(point.overrides) })),
  };
}

/**
 * Sorts points by a metric. Points without a value come last, in their own order. Without a direction, nothing is
 * sorted.
 */
function sortByMetric(points: readonly LedgerPoint[], metric: string | undefined): readonly LedgerPoint[] {
  const direction = points.flatMap(({ directions }) => directions?.[metric ?? ''] ?? [])[0];
  if (metric === undefined || direction === undefined) return points;
  const sign = direction === 'min' ? 1 : -1;
  const key = (point: LedgerPoint) => {
    const value = point.metrics?.[metric] ?? NaN;
    return Number.isNaN(value) ? Infinity : sign * value;
  };
  return points.toSorted((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)));
}

function csvCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
