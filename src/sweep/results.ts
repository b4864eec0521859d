import { join } from 'node:path';
import { csvLines } from '../core/csv.ts';
import { bestFirst, rankBySeeds, rankedValue, type Objective, type RankedGroup } from '../runs/rank.ts';
import { shownState } from '../runs/pruned.ts';
import { pointKey } from '../runs/seed-groups.ts';
import { spreadOf, type Spread } from '../runs/spread.ts';
import { nameInSplit } from '../tasks/semantic/metric-name.ts';
import { describeOverrides, formatValue } from './names.ts';
import type { LedgerPoint } from './ledger.ts';
import { sweepPaths } from './sweep-paths.ts';

/** The points and their results, the best validation first. */
export interface SweepTable {
  /** The swept keys, in the order of the axes. */
  readonly axes: readonly string[];
  /** By what points are ranked: the best validation value of this metric. Absent before the first validation. */
  readonly objective?: Objective;
  /** Names of the best checkpoint's figures, which no order depends on. */
  readonly metrics: readonly string[];
  /** The split of those figures: the validation if the data has no test. */
  readonly split: 'test' | 'val';
  /** Points that differ in their seed only, together. The best mean comes first. */
  readonly groups: readonly PointGroup[];
  /** All points in the order of their groups, within a group in their own order. */
  readonly rows: readonly LedgerPoint[];
}

export interface PointGroup extends Omit<RankedGroup<LedgerPoint>, 'key'> {
  /** From 1; absent without a validation. */
  readonly rank?: number;
  /** What its points have in common. */
  readonly overrides: LedgerPoint['overrides'];
  /** The best checkpoints' figures over the seeds, by name. */
  readonly figures: Readonly<Record<string, Spread>>;
}

/** In the folder of a sweep: the experiment of its best point, for `tessera run`. */
export const bestFile = 'best.yaml';

/** @param objective by default the metric that decides which checkpoint is best */
export function sweepTable(points: readonly LedgerPoint[], objective?: Objective): SweepTable {
  const unique = (names: readonly string[]) => [...new Set(names)];
  const axes = unique(points.flatMap(({ overrides }) => Object.keys(overrides)));
  const metrics = unique(points.flatMap((point) => Object.keys(point.metrics ?? {})));
  const split = points.some((point) => point.split === 'val') ? 'val' : 'test';
  const ranking = rankBySeeds(
    points.map((point) => ({
      key: pointKey(point.overrides),
      validation: point.validation,
      isComplete: point.state === 'completed',
      point,
    })),
    objective,
  );
  const groups = ranking.groups.map(({ runs, validation, apart }, index): PointGroup => {
    const own = runs.map(({ point }) => point);
    const [{ overrides }] = own as [LedgerPoint];
    const { seed: _, ...common } = overrides;
    return {
      ...(validation && { rank: index + 1, validation }),
      ...(apart && { apart }),
      runs: own,
      overrides: own.length > 1 ? common : overrides,
      figures: Object.fromEntries(
        metrics.map((name) => [name, spreadOf(own.map((point) => point.metrics?.[name] ?? NaN))]),
      ),
    };
  });
  return {
    axes,
    ...(ranking.objective && { objective: ranking.objective }),
    metrics,
    split,
    groups,
    rows: groups.flatMap(({ runs }) => runs),
  };
}

/**
 * RFC 4180, one line for each point: its rank by validation, the best validation value, the figures of that checkpoint,
 * and mean, standard deviation and number of the validation values of the points that differ from it in their seed
 * only.
 */
export function sweepCsv({ axes, objective, metrics, split, groups }: SweepTable): string {
  const best = objective ? `best ${nameInSplit('val', objective.metric)}` : undefined;
  const header = [
    'point',
    'state',
    'rank',
    ...axes,
    ...(best === undefined ? [] : [best, 'best step', `mean of ${best}`, `deviation of ${best}`, 'seeds']),
    ...metrics.map((name) => nameInSplit(split, name)),
    'seconds',
    'run',
    'error',
  ];
  const lines = groups.flatMap(({ runs, rank, validation }) =>
    runs.map((point) => [
      point.id,
      shownState(point),
      rank ?? '',
      ...axes.map((axis) => (axis in point.overrides ? formatValue(point.overrides[axis]) : '')),
      ...(best === undefined
        ? []
        : [
            point.validation?.value ?? '',
            point.validation?.step ?? '',
            validation?.mean ?? '',
            validation && validation.count > 1 ? validation.deviation : '',
            validation?.count ?? '',
          ]),
      ...metrics.map((name) => point.metrics?.[name] ?? ''),
      point.seconds ?? '',
      point.name,
      point.error ?? '',
    ]),
  );
  return csvLines([header, ...lines.map((cells) => cells.map(String))]);
}

/**
 * The complete point with the best validation of the group that comes first; undefined as long as no group has a value.
 */
export function bestPoint({ groups, objective }: SweepTable): LedgerPoint | undefined {
  if (!objective || !groups[0]?.validation) return undefined;
  const complete = groups[0].runs.filter(({ state }) => state === 'completed');
  return complete.toSorted(bestFirst(objective, (point) => rankedValue(point, objective)))[0];
}

/**
 * The results as JSON, for scripts: the points, and the groups of those that differ in their seed only, best validation
 * first.
 */
export function sweepJson(path: string, points: readonly LedgerPoint[], objective?: Objective) {
  const table = sweepTable(points, objective);
  const best = bestPoint(table);
  return {
    path,
    ...(best && { best: { id: best.id, run: sweepPaths(path).runPath(best), experiment: join(path, bestFile) } }),
    axes: table.axes,
    ...(table.objective && { rankedBy: { split: 'val', ...table.objective } }),
    metrics: table.metrics,
    split: table.split,
    groups: table.groups.map(({ runs, ...group }) => ({ ...group, points: runs.map(({ id }) => id) })),
    points: table.rows.map((point) => ({ ...point, label: describeOverrides(point.overrides) })),
  };
}
