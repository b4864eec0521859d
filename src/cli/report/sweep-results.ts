import { formatValue } from '../../sweep/names.ts';
import type { LedgerPoint } from '../../sweep/ledger.ts';
import { overFolds } from '../../sweep/over-folds.ts';
import { sweepTable } from '../../sweep/results.ts';
import { nameInSplit } from '../../tasks/semantic/metric-name.ts';
import { formatDuration, formatTable } from './format.ts';

/**
 * A line for each point, the best first: what it sets, its metrics on the test split, training time, state. Points that
 * differ in their fold only have a line together, with mean and standard deviation.
 */
export function sweepResultsTable(points: readonly LedgerPoint[]): string {
  const { axes, metrics, split, rows } = sweepTable(points);
  const cells = rows.map((point) => [
    point.id,
    ...axes.map((axis) => (axis in point.overrides ? formatValue(point.overrides[axis]) : '-')),
    ...metrics.map((name) => point.metrics?.[name]?.toFixed(4) ?? '-'),
    point.seconds === undefined ? '-' : formatDuration(point.seconds),
    point.state,
  ]);
  const folds = overFolds(points).map((set) => [
    `${set.folds} folds`,
    ...axes.map((axis) => (axis in set.overrides ? formatValue(set.overrides[axis]) : '-')),
    ...metrics.map((name) => {
      const { mean, deviation } = set.metrics[name] ?? {};
      return mean === undefined ? '-' : `${mean.toFixed(4)} ± ${deviation!.toFixed(4)}`;
    }),
    '',
    'mean',
  ]);
  return formatTable([
    ['point', ...axes, ...metrics.map((name) => nameInSplit(split, name)), 'time', 'state'],
    ...cells,
    ...folds,
  ]);
}
