import type { Objective } from '../../runs/rank.ts';
import { shownState } from '../../runs/pruned.ts';
import type { Spread } from '../../runs/spread.ts';
import type { LedgerPoint } from '../../sweep/ledger.ts';
import { formatValue } from '../../sweep/names.ts';
import { overFolds } from '../../sweep/over-folds.ts';
import { sweepTable, type PointGroup, type SweepTable } from '../../sweep/results.ts';
import { nameInSplit } from '../../tasks/semantic/metric-name.ts';
import { formatDuration } from './format.ts';
import { meanAndDeviation, verdictOf, verdictNotes } from './seeds.ts';
import { markdownTable, printTable, type Column, type Table } from './table.ts';

/** What a line of the table says, of a point or of the folds of a cross-validation. */
interface ResultRow {
  readonly point: string;
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly best: string | undefined;
  readonly figures: Readonly<Record<string, string | undefined>>;
  readonly time: string;
  readonly state: string;
}

/** So many lines a terminal gets; a sweep of thousands is read in its files. */
const mostLines = 100;

/**
 * A line for each point, the best validation first: what it sets, its best validation value, the figures of that
 * checkpoint, training time, state. Points that differ in their fold only have a line together, with mean and standard
 * deviation. If points differ in their seed only, a second table has a line for each group of them.
 *
 * @param width of the terminal, which gets the first hundred lines of each table; undefined where nobody sees one
 */
export function sweepResultsTable(points: readonly LedgerPoint[], width?: number, objective?: Objective): string {
  const table = sweepTable(points, objective);
  const most = width === undefined ? Infinity : mostLines;
  const groups = { ...table, groups: table.groups.slice(0, most) };
  const seeds = hasSeeds(table)
    ? ['', printTable(seedsTable(groups), width), ...rest(table.groups, most, 'groups'), ...verdictNotes(table.groups)]
    : [];
  const { columns, ofPoints, ofFolds } = pointRows(points, table);
  const rows = [...ofPoints.slice(0, most), ...ofFolds.slice(0, most)];
  return [printTable({ columns, rows }, width), ...rest(ofPoints, most, 'points'), ...seeds].join('\n');
}

function rest(rows: readonly unknown[], most: number, what: string): string[] {
  return rows.length > most ? [`and ${rows.length - most} more ${what}`] : [];
}

/** The same as Markdown. */
export function sweepResultsMarkdown(points: readonly LedgerPoint[], objective?: Objective): string {
  const table = sweepTable(points, objective);
  const seeds = hasSeeds(table)
    ? ['## Over seeds', markdownTable(seedsTable(table)), ...verdictNotes(table.groups)]
    : [];
  const order = table.objective
    ? [`By the best \`${nameInSplit('val', table.objective.metric)}\`; the test has no part in the order.`]
    : [];
  return [...order, markdownTable(pointsTable(points, table)), ...seeds].join('\n\n');
}

function hasSeeds({ groups }: SweepTable): boolean {
  return groups.some(({ runs }) => runs.length > 1);
}

function pointsTable(points: readonly LedgerPoint[], table: SweepTable): Table<ResultRow> {
  const { columns, ofPoints, ofFolds } = pointRows(points, table);
  return { columns, rows: [...ofPoints, ...ofFolds] };
}

interface PointRows extends Pick<Table<ResultRow>, 'columns'> {
  readonly ofPoints: readonly ResultRow[];
  /** One for each set of points that differ in their fold only. */
  readonly ofFolds: readonly ResultRow[];
}

function pointRows(points: readonly LedgerPoint[], table: SweepTable): PointRows {
  const { axes, metrics, rows } = table;
  const figure = (of: (name: string) => string | undefined) =>
    Object.fromEntries(metrics.map((name) => [name, of(name)]));
  const ofPoints = rows.map((point): ResultRow => ({
    point: point.id,
    overrides: point.overrides,
    best: point.validation?.value.toFixed(4),
    figures: figure((name) => point.metrics?.[name]?.toFixed(4)),
    time: point.seconds === undefined ? '-' : formatDuration(point.seconds),
    state: shownState(point),
  }));
  const ofFolds = overFolds(points).map((set): ResultRow => ({
    point: `${set.folds} folds`,
    overrides: set.overrides,
    best: set.validation && meanAndDeviation(set.validation),
    figures: figure((name) => set.metrics[name] && meanAndDeviation(set.metrics[name])),
    time: '',
    state: 'mean',
  }));
  const columns: Column<ResultRow>[] = [
    { title: 'point', value: ({ point }) => point },
    ...axes.map((axis) => axisColumn<ResultRow>(axis)),
    ...bestColumn(table, ({ best }: ResultRow) => best),
    ...metrics.map((name, index) => figureColumn<ResultRow>(table, name, index, ({ figures }) => figures[name])),
    { title: 'time', value: ({ time }) => time, align: 'right', leaveOut: 1 },
    { title: 'state', value: ({ state }) => state, align: 'right' },
  ];
  return { columns, ofPoints, ofFolds };
}

/** A line for each group of points that differ in their seed only. */
function seedsTable(table: SweepTable): Table<PointGroup> {
  const { axes, metrics, groups } = table;
  const columns: Column<PointGroup>[] = [
    {
      title: 'over seeds',
      value: ({ rank }) => rank,
      show: ({ rank }) => (rank === undefined ? '-' : `#${rank}`),
      align: 'left',
    },
    ...axes.filter((axis) => axis !== 'seed').map((axis) => axisColumn<PointGroup>(axis)),
    { title: 'seeds', value: ({ validation, runs }) => validation?.count ?? runs.length },
    ...bestColumn(table, ({ validation }: PointGroup) => spread(validation)),
    ...metrics.map((name, index) =>
      figureColumn<PointGroup>(table, name, index, ({ figures }) => spread(figures[name])),
    ),
    {
      title: 'from the first',
      value: ({ rank, validation, apart }) => verdictOf({ isFirst: rank === 1, validation, apart }),
    },
  ];
  return { columns, rows: groups };
}

function spread(found: Spread | undefined): string | undefined {
  return found && found.count > 0 ? meanAndDeviation(found) : undefined;
}

function axisColumn<Row extends { readonly overrides: Readonly<Record<string, unknown>> }>(axis: string): Column<Row> {
  return {
    title: axis,
    value: ({ overrides }) => (axis in overrides ? formatValue(overrides[axis]) : null),
    align: 'right',
    shrink: { to: 10, keep: 'end' },
  };
}

/** By this column the rows are ordered. */
function bestColumn<Row>({ objective }: SweepTable, value: (row: Row) => string | undefined): Column<Row>[] {
  if (!objective) return [];
  const title = `best ${nameInSplit('val', objective.metric)}`;
  return [{ title, value, align: 'right', shrink: { to: 16, keep: 'both' } }];
}

function figureColumn<Row>(
  { split }: SweepTable,
  name: string,
  index: number,
  value: (row: Row) => string | undefined,
): Column<Row> {
  return {
    title: nameInSplit(split, name),
    value,
    align: 'right',
    leaveOut: 2 + index,
    shrink: { to: 16, keep: 'both' },
  };
}
