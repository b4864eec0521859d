import type { Cell, Comparison, ComparedRun, MetricRow, Row, SplitRows } from '../../runs/compare.ts';
import type { RankedGroup } from '../../runs/rank.ts';
import { spreadOf } from '../../runs/spread.ts';
import { nameInSplit } from '../../tasks/semantic/metric-name.ts';
import { meanAndDeviation, verdictNotes, verdictOf } from './seeds.ts';
import { scaleOf, sparkline } from './sparkline.ts';
import type { Column, Table } from './table.ts';

/** A part of a comparison: a table, or lines that are drawn. */
export interface Section {
  readonly title: string;
  readonly table?: Table<number>;
  readonly lines?: readonly string[];
}

/** With more runs than this, they are the rows of a table and no longer its columns. */
export const mostColumns = 4;

/** Cells of a curve in a line. */
const curveCells = 40;
/** The most curves that are drawn below each other. */
const mostCurves = 12;

/**
 * A comparison as tables for a person: what differs in the configurations, the figures of the best checkpoints on the
 * validation and on the test split, those of each class by the metric that decides, seeds, curves. A few runs are
 * columns, which are numbered, since names of runs are longer than most values; many are rows, the best first.
 */
export function comparisonSections(names: readonly string[], comparison: Comparison): Section[] {
  const { config, validation, test, about } = comparison;
  const deciding = comparison.ranking.objective?.metric;
  const ofDeciding = ({ classes }: SplitRows) =>
    classes.filter(({ name }) => name === deciding).map((row) => ({ ...row, name: row.class }));
  const side = (title: string, rows: readonly Row[], show = formatCell): Section[] =>
    rows.length === 0 ? [] : [{ title, table: sideBySide(title, rows, names.length, show) }];
  const parts =
    names.length > mostColumns
      ? [{ title: 'runs, the best validation first', table: runsTable(names, comparison, false) }]
      : [
          ...side('config', config, asWritten),
          ...side('val at the best checkpoint', validation.metrics),
          ...side(`val/${deciding ?? ''} by class`, ofDeciding(validation)),
          ...side('test of the best checkpoint', test.metrics),
          ...side(`test/${deciding ?? ''} by class`, ofDeciding(test)),
        ];
  return [
    ...parts,
    ...seedsSection(comparison),
    ...curveSections(comparison),
    ...(names.length > mostColumns ? [] : side('run', about)),
  ];
}

/** One line for each run, with everything that a script may want: what differs, and all figures. */
export function runsTable(names: readonly string[], comparison: Comparison, whole = true): Table<number> {
  const { config, ranking, validation, test, about } = comparison;
  const { objective, groups } = ranking;
  const rows = groups.flatMap(({ runs, validation: found }, index) =>
    runs.map((run): RankedRun => ({ ...run, ...(found && { rank: index + 1, seeds: found.count }) })),
  );
  const column = (row: Row, title: string, leaveOut?: number, show = formatCell): Column<RankedRun> => ({
    title,
    value: ({ index }) => row.values[index],
    show: ({ index }) => show(row.values[index] ?? null),
    shrink: { to: 12, keep: 'both' },
    ...(leaveOut !== undefined && { leaveOut }),
  });
  const figures = (split: 'val' | 'test', { metrics, classes }: SplitRows, from: number): Column<RankedRun>[] => {
    const shown = whole ? metrics : metrics.slice(0, 3);
    const title = (row: MetricRow) => nameInSplit(split, row.name);
    return [
      ...shown.map((row, index) => column(row, title(row), from + index)),
      ...(whole ? classes.map((row) => column(row, `${title(row)} ${row.class}`)) : []),
    ];
  };
  const best = objective && `best ${nameInSplit('val', objective.metric)}`;
  const columns: Column<RankedRun>[] = [
    { title: 'rank', value: ({ rank }) => rank, show: ({ rank }) => (rank === undefined ? '-' : `#${rank}`) },
    ...(whole ? [] : [{ title: 'run', value: ({ index }: RankedRun) => `[${index + 1}]` }]),
    {
      title: whole ? 'run' : 'name',
      value: ({ index }) => names[index],
      shrink: { to: 20, keep: 'both' },
      repeat: true,
    },
    ...config.map((row, index) => column(row, row.name, 20 + index, asWritten)),
    ...(best === undefined
      ? []
      : [
          {
            title: best,
            value: ({ validation: own }: RankedRun) => (own?.metric === objective?.metric ? own?.value : null),
          },
        ]),
    ...figures(
      'val',
      whole
        ? validation
        : { ...validation, metrics: validation.metrics.filter(({ name }) => name !== objective?.metric) },
      10,
    ),
    ...figures('test', test, 5),
    ...about
      .filter(({ name }) => whole || name === 'status' || name === 'error')
      .map((row) => column(row, row.name, 1)),
  ];
  return byIndex({ columns, rows });
}

interface RankedRun extends ComparedRun {
  readonly rank?: number;
  readonly seeds?: number;
}

function sideBySide(title: string, rows: readonly Row[], runs: number, show: (value: Cell) => string): Table<number> {
  const columns: Column<Row>[] = [
    { title, value: ({ name }) => name, repeat: true },
    ...Array.from({ length: runs }, (_, index): Column<Row> => ({
      title: `[${index + 1}]`,
      value: ({ values }) => values[index],
      show: ({ values }) => show(values[index] ?? null),
      align: 'right',
      shrink: { to: 16, keep: 'both' },
    })),
  ];
  return byIndex({ columns, rows });
}

/** Who comes first by validation, and whether seeds alone may have made the difference. */
function seedsSection({ ranking: { objective, groups }, test }: Comparison): Section[] {
  if (!objective || groups.length < 2) return [];
  const name = nameInSplit('val', objective.metric);
  const tested = test.metrics.find((row) => row.name === objective.metric);
  const rows = groups.map((group, index) => ({ ...group, rank: index + 1 }));
  type GroupRow = RankedGroup<ComparedRun> & { readonly rank: number };
  const columns: Column<GroupRow>[] = [
    { title: 'by validation', value: ({ rank, validation }) => (validation ? `#${rank}` : '-') },
    {
      title: 'runs',
      value: ({ runs }) => runs.map(({ index }) => `[${index + 1}]`).join(' '),
      shrink: { to: 12, keep: 'start' },
    },
    { title: 'seeds', value: ({ validation, runs }) => validation?.count ?? runs.length },
    { title: `best ${name}`, value: ({ validation }) => validation && meanAndDeviation(validation), align: 'right' },
    ...(tested
      ? [
          {
            title: nameInSplit('test', objective.metric),
            value: ({ runs }: GroupRow) => {
              const found = spreadOf(runs.map(({ index }) => tested.values[index] ?? NaN));
              return found.count > 0 ? meanAndDeviation(found) : null;
            },
            align: 'right' as const,
            leaveOut: 1,
          },
        ]
      : []),
    {
      title: 'from the first',
      value: ({ rank, validation, apart }) => verdictOf({ isFirst: rank === 1, validation, apart }),
    },
  ];
  return [{ title: 'seeds', table: byIndex({ columns, rows }), lines: verdictNotes(groups) }];
}

function curveSections({ curves, ranking: { groups } }: Comparison): Section[] {
  const best = groups.flatMap(({ runs }) => runs.map(({ index }) => index)).slice(0, mostCurves);
  const shown = best.toSorted((a, b) => a - b);
  return curves.flatMap(({ name, curves: all }) => {
    const scale = scaleOf(shown.map((index) => all[index]!));
    if (!scale) return [];
    const which = shown.length < all.length ? `, the first ${shown.length} by validation` : '';
    const about =
      `${name} over ${scale.lastStep} steps, from ${scale.low.toPrecision(3)} to ` +
      `${scale.high.toPrecision(3)}${which}`;
    const labelWidth = String(all.length).length + 2;
    const drawn = shown.map((index) => {
      const last = all[index]!.at(-1);
      const end = last ? `last ${last.value.toFixed(4)} at ${last.step}` : 'no values';
      return (
        `${`[${index + 1}]`.padEnd(labelWidth)} ${sparkline(all[index]!, scale, curveCells).padEnd(curveCells)}  ` +
        `${end}`
      );
    });
    return [{ title: name, lines: [about, ...drawn] }];
  });
}

/** The same table with numbers for rows, so that tables of different things can stand in one list. */
function byIndex<T>({ columns, rows }: Table<T>): Table<number> {
  return {
    rows: rows.map((_, index) => index),
    columns: columns.map(({ show, value, ...column }) => ({
      ...column,
      value: (index) => value(rows[index]!),
      ...(show && { show: (index: number) => show(rows[index]!) }),
    })),
  };
}

/** Numbers of a configuration are shown as they are written. */
function asWritten(value: Cell): string {
  return value === null ? '-' : String(value);
}

function formatCell(value: Cell): string {
  if (value === null) return '-';
  return typeof value === 'number' && !Number.isInteger(value) && Math.abs(value) >= 0.01
    ? value.toFixed(4)
    : String(value);
}
