import { formatValue } from '../../sweep/names.ts';
import type { LedgerPoint } from '../../sweep/ledger.ts';
import { overFolds } from '../../sweep/over-folds.ts';
import { sweepTable } from '../../sweep/results.ts';
import { nameInSplit } from '../../tasks/semantic/metric-name.ts';
import { formatDuration } from './format.ts';
import { printTable, type Column } from './table.ts';

/** What a line of the table says, of a point or of the folds of a cross-validation. */
interface ResultRow {
  readonly point: string;
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly figures: Readonly<Record<string, string | undefined>>;
  readonly time: string;
  readonly state: string;
}

/**
 * A line for each point, the best first: what it sets, its metrics on the test split, training time, state. Points that
 * differ in their fold only have a line together, with mean and standard deviation.
 */
export function sweepResultsTable(points: readonly LedgerPoint[], width?: number): string {
  const { axes, metrics, split, rows } = sweepTable(points);
  const figure = (of: (name: string) => string | undefined) =>
    Object.fromEntries(metrics.map((name) => [name, of(name)]));
  const ofPoints = rows.map((point): ResultRow => ({
    point: point.id,
    overrides: point.overrides,
    figures: figure((name) => point.metrics?.[name]?.toFixed(4)),
    time: point.seconds === undefined ? '-' : formatDuration(point.seconds),
    state: point.state,
  }));
  const ofFolds = overFolds(points).map((set): ResultRow => ({
    point: `${set.folds} folds`,
    overrides: set.overrides,
    figures: figure((name) => {
      const found = set.metrics[name];
      return found && `${found.mean.toFixed(4)} ± ${found.deviation.toFixed(4)}`;
    }),
    time: '',
    state: 'mean',
  }));
  const columns: Column<ResultRow>[] = [
    { title: 'point', value: ({ point }) => point },
    ...axes.map((axis): Column<ResultRow> => ({
      title: axis,
      value: ({ overrides }) => (axis in overrides ? formatValue(overrides[axis]) : null),
      align: 'right',
      shrink: { to: 10, keep: 'end' },
    })),
    ...metrics.map((name, index): Column<ResultRow> => ({
      title: nameInSplit(split, name),
      value: ({ figures }) => figures[name],
      align: 'right',
      // The points are ordered by the first.
      ...(index > 0 && { leaveOut: 1 + index }),
      shrink: { to: 16, keep: 'both' },
    })),
    { title: 'time', value: ({ time }) => time, align: 'right', leaveOut: 1 },
    { title: 'state', value: ({ state }) => state, align: 'right' },
  ];
  return printTable({ columns, rows: [...ofPoints, ...ofFolds] }, width);
}
