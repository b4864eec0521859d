import { relative, resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { Cell, Comparison, Row } from '../../runs/compare.ts';
import type { CliContext } from '../context.ts';
import { loadOptions } from '../load-options.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface CompareOptions {
  readonly runs: string;
  readonly json?: boolean;
}

export const defineCompare: DefineCommand = (command, context, exit) => {
  command
    .name('compare')
    .description('Set runs side by side: what differs in their configurations, and their metrics.')
    .argument('<run...>', 'folders of runs, or their names or ids')
    .addOption(runsOption())
    .addOption(jsonOption('print the comparison as JSON'))
    .action(async (names: string[], options: CompareOptions) => exit(await compare(names, options, context)));
};

async function compare(names: readonly string[], options: CompareOptions, context: CliContext): Promise<ExitCode> {
  if (names.length < 2) {
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected two or more runs, got \`${names.join(', ')}\``,
      hints: ['see all runs: tessera list'],
    });
  }
  const { completeConfig } = await import('../../config/index.ts');
  const { registry } = await loadOptions(context);
  const { compareRuns } = await import('../../runs/compare.ts');
  const { findRun } = await import('../../runs/find-run.ts');
  const runsDirectory = resolve(context.workingDirectory, options.runs);
  const paths = await Promise.all(names.map((name) => findRun(name, runsDirectory, context.workingDirectory)));
  const comparison = await compareRuns(paths, completeConfig(registry));
  if (options.json) context.out(toJson({ runs: paths, ...comparison }));
  else
    await print(
      paths.map((path) => relative(runsDirectory, path)),
      comparison,
      context,
    );
  return exitCodes.done;
}

/** The columns are numbered, since names of runs are longer than most values. */
async function print(
  names: readonly string[],
  { config, metrics, about }: Comparison,
  context: CliContext,
): Promise<void> {
  const { formatTable } = await import('../report/format.ts');
  const cells = (row: Row) => [row.name, ...row.values.map(formatCell)];
  const numbers = names.map((_, index) => `[${index + 1}]`);
  names.forEach((name, index) => context.out(`${numbers[index]} ${name}`));
  const section = (title: string, rows: readonly Row[]) => [[title, ...numbers], ...rows.map(cells)];
  const tables = [section('config', config), section('test', metrics), section('run', about)];
  for (const table of tables.filter((rows) => rows.length > 1)) context.out(`\n${formatTable(table)}`);
  if (config.length === 0) context.out('\nTheir configurations are the same.');
}

function formatCell(value: Cell): string {
  if (value === null) return '-';
  return typeof value === 'number' && !Number.isInteger(value) && Math.abs(value) >= 0.01
    ? value.toFixed(4)
    : String(value);
}
