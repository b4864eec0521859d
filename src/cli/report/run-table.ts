import { TesseraError } from '../../core/errors/index.ts';
import type { ListedRun } from '../../runs/list.ts';
import { objectiveOf } from '../../runs/rank.ts';
import { placeIn } from '../../runs/select/condition.ts';
import { fieldOf, type Field, type FieldValue } from '../../runs/select/field.ts';
import { formatValue } from '../../sweep/names.ts';
import { nameInSplit } from '../../tasks/semantic/metric-name.ts';
import { formatDuration } from './format.ts';
import type { Cell, Column } from './table.ts';

/** A run with the values of the columns that had to be looked up. */
export interface RunRow {
  readonly run: ListedRun;
  readonly values: ReadonlyMap<string, FieldValue | undefined>;
}

/** The most columns of swept values that a list has by itself. */
const mostSwept = 6;

/**
 * What a list says of each run by default: state, progress, what a sweep set, the best validation, the test, time,
 * reason of a failure.
 */
export function usualColumns(runs: readonly ListedRun[], now: number): Column<RunRow>[] {
  const has = (is: (run: ListedRun) => unknown) => runs.some((run) => Boolean(is(run)));
  const deciding = objectiveOf(runs)?.metric;
  const swept = [...new Set(runs.flatMap((run) => Object.keys(run.swept ?? {})))];
  const testMetric =
    deciding !== undefined && has(({ test }) => test?.[deciding] !== undefined) ? deciding : firstMetric(runs);
  return [
    { title: 'run', value: ({ run }) => run.path, shrink: { to: 24, keep: 'both' } },
    { title: 'status', value: ({ run }) => run.status },
    { title: 'steps', value: ({ run }) => progressOf(run), align: 'right', leaveOut: 2 },
    ...swept.slice(0, mostSwept).map((key, index): Column<RunRow> => ({
      title: key,
      value: ({ run }) => (run.swept && key in run.swept ? formatValue(run.swept[key]) : null),
      align: 'right',
      shrink: { to: 10, keep: 'end' },
      leaveOut: 10 + index,
    })),
    ...(deciding === undefined ? [] : [bestColumn(deciding)]),
    ...(testMetric === undefined
      ? []
      : [
          {
            title: nameInSplit('test', testMetric),
            value: ({ run }: RunRow) => run.test?.[testMetric],
            align: 'right' as const,
            shrink: { to: 12, keep: 'both' as const },
            leaveOut: 3,
          },
        ]),
    { title: 'time', value: ({ run }) => run.seconds, show: ({ run }) => formatDuration(run.seconds), leaveOut: 5 },
    {
      title: 'started',
      value: ({ run }) => run.startedAt,
      show: ({ run }) =>
        run.startedAt === '' ? '-' : `${formatDuration((now - Date.parse(run.startedAt)) / 1000)} ago`,
      align: 'right',
      leaveOut: 6,
    },
    ...(has(({ tags }) => tags)
      ? [{ title: 'tags', value: ({ run }: RunRow) => run.tags?.join(', '), leaveOut: 7 }]
      : []),
    ...(has((run) => further(run).length > 0)
      ? [
          {
            title: 'evaluations',
            value: ({ run }: RunRow) => further(run).join(', '),
            shrink: { to: 12, keep: 'start' as const },
            leaveOut: 8,
          },
        ]
      : []),
    ...(has(({ note }) => note)
      ? [
          {
            title: 'note',
            value: ({ run }: RunRow) => run.note?.split('\n')[0],
            shrink: { to: 16, keep: 'start' as const },
            leaveOut: 9,
          },
        ]
      : []),
    ...(has(({ error }) => error)
      ? [
          {
            title: 'reason',
            value: ({ run }: RunRow) => run.error?.split('\n')[0],
            shrink: { to: 20, keep: 'start' as const },
          },
        ]
      : []),
  ];
}

/** The value of the metric that decides. Where another metric decided, its name stands with the value. */
function bestColumn(deciding: string): Column<RunRow> {
  return {
    title: `best ${nameInSplit('val', deciding)}`,
    value: ({ run: { validation } }) => (validation?.metric === deciding ? validation.value : null),
    show: ({ run: { validation } }) => {
      if (!validation) return '-';
      const value = validation.value.toFixed(4);
      return validation.metric === deciding ? value : `${nameInSplit('val', validation.metric)} ${value}`;
    },
    align: 'right',
    shrink: { to: 12, keep: 'both' },
  };
}

/** The columns that a person asked for, separated by commas. @throws TesseraError `bad-argument` */
export async function askedColumns(
  written: string,
  runs: readonly ListedRun[],
  option = '--columns',
): Promise<{ columns: Column<RunRow>[]; fields: readonly Field[] }> {
  const parts = [...written.matchAll(/[^,]+/g)].map(({ 0: text, index }) => ({
    key: text.trim(),
    at: index + text.length - text.trimStart().length,
  }));
  if (parts.length === 0)
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected names of columns for \`${option}\`, got \`${written}\``,
      hints: ['such as `--columns run,status,val.iou,loss.type`'],
    });
  const fields = await Promise.all(
    parts.map(({ key, at }) => fieldOf(key, runs, placeIn(written, option, at, Math.max(1, key.length)))),
  );
  const columns = fields.map((field): Column<RunRow> => ({
    title: field.name,
    value: ({ values }) => cellOf(values.get(field.name)),
    // Numbers of a configuration are shown as they are written.
    ...(field.kind !== 'figure' && { show: ({ values }: RunRow) => String(cellOf(values.get(field.name)) ?? '-') }),
    ...(field.name === 'run' && { shrink: { to: 24, keep: 'both' as const }, repeat: true as const }),
  }));
  return { columns, fields };
}

/** Looks up fields for every run. */
export function rowsOf(runs: readonly ListedRun[], fields: readonly Field[]): Promise<RunRow[]> {
  return Promise.all(
    runs.map(async (run) => {
      const values = await Promise.all(fields.map(async (field) => [field.name, await field.of(run)] as const));
      return { run, values: new Map(values) };
    }),
  );
}

function cellOf(value: FieldValue | undefined): Cell {
  return typeof value === 'object' ? value.join(', ') : value;
}

/** What `tessera test` left; every complete run has the evaluation of its own test. */
function further({ evaluations = [] }: ListedRun): readonly string[] {
  return evaluations.filter((name) => name !== 'end');
}

function firstMetric(runs: readonly ListedRun[]): string | undefined {
  return runs.flatMap(({ test }) => Object.keys(test ?? {}))[0];
}

function progressOf({ step, totalSteps }: ListedRun): string {
  const percent = totalSteps === 0 ? 0 : Math.floor((100 * step) / totalSteps);
  return `${step}/${totalSteps} ${percent}%`;
}
