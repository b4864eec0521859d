import { join, relative, resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { Comparison } from '../../runs/compare.ts';
import type { CliContext } from '../context.ts';
import { loadOptions } from '../load-options.ts';
import { runNamed } from '../load.ts';
import { collect, countOption, jsonOption, runsOption, wholeNumber } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface CompareOptions {
  readonly runs: string;
  readonly where?: readonly string[];
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly markdown?: boolean;
  readonly paired?: boolean;
  readonly evaluation: string;
  readonly resamples: number;
  readonly seed: number;
}

export const defineCompare: DefineCommand = (command, context, exit) => {
  command
    .name('compare')
    .description(
      'Set runs side by side: what differs in their configurations, their figures, seeds and curves. With ' +
        '--paired, say whether two runs differ by more than chance on the same photos.',
    )
    .argument('[run...]', 'folders of runs or sweeps, or names or ids of runs')
    .addOption(
      command
        .createOption('--where <condition>', 'also the runs that meet it, such as loss.type=focal (repeatable)')
        .argParser(collect),
    )
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
    .addOption(jsonOption('print the comparison as JSON').conflicts(['csv', 'markdown']))
    .addOption(
      command.createOption('--csv', 'print a line for each run, with all figures').conflicts(['markdown', 'paired']),
    )
    .addOption(command.createOption('--markdown', 'print the tables as Markdown').conflicts('paired'))
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
  if (json) context.data(toJson({ evaluations: folders, confidence, seed, ...comparison }));
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
  const { completeConfig, leftOutOfId } = await import('../../config/index.ts');
  const { registry } = await loadOptions(context);
  const { compareRuns } = await import('../../runs/compare.ts');
  const runsDirectory = resolve(context.workingDirectory, options.runs);
  const paths = await chosenRuns(names, options, runsDirectory, context);
  const comparison = await compareRuns(paths, {
    complete: completeConfig(registry),
    leftOut: leftOutOfId.map(({ path }) => path),
  });
  const shown = paths.map((path) => relative(runsDirectory, path));
  if (options.json) context.data(toJson({ runs: paths, ...comparison }));
  else if (options.csv) {
    const { runsTable } = await import('../report/comparison.ts');
    const { csvTable } = await import('../report/table.ts');
    context.data(csvTable(runsTable(shown, comparison)).trimEnd());
  } else await print(shown, comparison, options, context);
  return exitCodes.done;
}

/** The runs that are named, those of named sweeps, and those that meet conditions. */
async function chosenRuns(
  names: readonly string[],
  { where = [], runs }: CompareOptions,
  runsDirectory: string,
  { workingDirectory }: CliContext,
): Promise<string[]> {
  const { findRunsNamed } = await import('../../runs/find-run.ts');
  const { listCommand } = await import('../../runs/list-command.ts');
  const { selectRuns } = await import('../../runs/select/select-runs.ts');
  const named = await Promise.all(names.map((name) => findRunsNamed(name, runsDirectory, workingDirectory)));
  const met = where.length > 0 ? (await selectRuns(runsDirectory, { where })).runs : [];
  const paths = [...new Set([...named.flat(), ...met.map(({ path }) => resolve(runsDirectory, path))])];
  if (paths.length >= 2) return paths;
  const got = paths.length === 0 ? 'none' : `one, ${relative(workingDirectory, paths[0]!)}`;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected two or more runs, got ${got}`,
    hints: [
      `see all runs: ${listCommand(runs)}`,
      'name a sweep to compare its points, or say which: --where loss.type=focal',
    ],
  });
}

async function print(
  names: readonly string[],
  comparison: Comparison,
  { markdown }: CompareOptions,
  context: CliContext,
): Promise<void> {
  const { comparisonMarkdown, sameConfig } = await import('../report/comparison-markdown.ts');
  if (markdown) return context.data(comparisonMarkdown(names, comparison));
  const { comparisonSections, mostColumns } = await import('../report/comparison.ts');
  const { printTable } = await import('../report/table.ts');
  // Many runs are rows, which have their names.
  if (names.length <= mostColumns) names.forEach((name, index) => context.out(`[${index + 1}] ${name}`));
  for (const line of sameConfig(comparison)) context.out(`\n${line}`);
  for (const [index, { table, lines = [] }] of comparisonSections(names, comparison).entries()) {
    if (index > 0 || names.length <= mostColumns) context.out('');
    if (table) context.out(printTable(table, context.columns()));
    for (const line of lines) context.out(line);
  }
}
