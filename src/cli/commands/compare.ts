import { join, relative, resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { Cell, Comparison, Row } from '../../runs/compare.ts';
import type { CliContext } from '../context.ts';
import { loadOptions } from '../load-options.ts';
import { runNamed } from '../load.ts';
import { countOption, jsonOption, runsOption, wholeNumber } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface CompareOptions {
  readonly runs: string;
  readonly json?: boolean;
  readonly paired?: boolean;
  readonly evaluation: string;
  readonly resamples: number;
  readonly seed: number;
}

export const defineCompare: DefineCommand = (command, context, exit) => {
  command
    .name('compare')
    .description(
      'Set runs side by side: what differs in their configurations, and their metrics. With --paired, say whether two runs differ by more than chance on the same photos.',
    )
    .argument('<run...>', 'folders of runs, or their names or ids')
    .addOption(runsOption())
    .option('--paired', 'a bootstrap over the photos that `tessera test` has scored for both of two runs')
    .addOption(
      command
        .createOption(
          '--evaluation <name>',
          'with --paired, the evaluation of each run; a run may also be the folder of one',
        )
        .default('test'),
    )
    .addOption(countOption('--resamples <n>', 'with --paired, how often photos are drawn').default(10_000))
    .addOption(command.createOption('--seed <n>', 'with --paired, of the draws').argParser(wholeNumber).default(0))
    .addOption(jsonOption('print the comparison as JSON'))
    .action(async (names: string[], options: CompareOptions) =>
      exit(await (options.paired ? comparePairs : compare)(names, options, context)),
    );
};

/** How sure the interval is. */
const confidence = 0.95;

async function comparePairs(
  names: readonly string[],
  { runs, evaluation, resamples, seed, json }: CompareOptions,
  context: CliContext,
): Promise<ExitCode> {
  const [first, second, ...more] = names;
  if (first === undefined || second === undefined || more.length > 0) {
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected two runs with \`--paired\`, got ${names.length}`,
      hints: ['tessera compare --paired <run> <run>'],
    });
  }
  const folders = [
    await evaluationFolder(first, evaluation, runs, context),
    await evaluationFolder(second, evaluation, runs, context),
  ] as const;
  const { comparePaired } = await import('../../evaluations/compare-paired.ts');
  const comparison = await comparePaired(folders, { resamples, seed, confidence });
  if (json) context.out(toJson({ evaluations: folders, confidence, seed, ...comparison }));
  else {
    const { pairedReport } = await import('../report/paired.ts');
    const shown = folders.map((folder) => relative(context.workingDirectory, folder));
    context.out(pairedReport(comparison, { names: shown, resamples, seed, confidence }, context.columns()));
  }
  return exitCodes.done;
}

/** The folder of an evaluation, given that folder or a run. @throws TesseraError `evaluation-missing` */
async function evaluationFolder(name: string, evaluation: string, runs: string, context: CliContext): Promise<string> {
  const { evaluationsFolder, listEvaluations, readEvaluation } = await import('../../evaluations/folder.ts');
  const itself = resolve(context.workingDirectory, name);
  if (await readEvaluation(itself)) return itself;
  const run = resolve(context.workingDirectory, await runNamed(name, runs, context));
  const folder = join(run, evaluationsFolder, evaluation);
  if (await readEvaluation(folder)) return folder;
  const others = await listEvaluations(run);
  throw new TesseraError({
    code: 'evaluation-missing',
    message: `expected the evaluation \`${evaluation}\` of ${name}, which is not there`,
    hints: [
      ...(others.length > 0 ? [`it has ${others.map((other) => `\`${other}\``).join(', ')}: --evaluation <name>`] : []),
      `make it: tessera test ${relative(context.workingDirectory, run)}`,
    ],
  });
}

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
