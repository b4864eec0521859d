import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TesseraError } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { Selected } from '../../runs/select/select-runs.ts';
import type { CliContext } from '../context.ts';
import { collect, countOption, jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface ListOptions {
  readonly runs: string;
  readonly where?: readonly string[];
  readonly status?: string;
  readonly sort?: string;
  readonly columns?: string;
  readonly limit?: number;
  readonly archived?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const usualFolder = 'runs';

export const defineList: DefineCommand = (command, context) => {
  command
    .name('list')
    .description('List the runs, newest first: status, progress, best validation, test, and why a run failed.')
    .addOption(
      command
        .createOption(
          '--where <condition>',
          'only runs such as loss.type=focal, val.iou>0.8, tags=baseline (repeatable)',
        )
        .argParser(collect),
    )
    .option('--status <status>', 'only running, completed, failed, interrupted, ... runs; several with commas')
    .option('--sort <key>', 'such as val.iou, seconds:desc; figures have the best first')
    .option('--columns <keys>', 'what to show of each run, such as run,status,val.iou,optimizer.lr')
    .addOption(countOption('--limit <n>', 'at most so many runs'))
    .option('--archived', 'archived runs too')
    .addOption(runsOption())
    .addOption(jsonOption('print the list as JSON').conflicts('csv'))
    .option('--csv', 'print the list as CSV')
    .action((options: ListOptions) => list(options, context));
};

async function list(options: ListOptions, context: CliContext): Promise<void> {
  const { selectRuns } = await import('../../runs/select/select-runs.ts');
  const { warnOfUnreadable } = await import('../report/unreadable.ts');
  await assertFolder(options.runs, context);
  const selected = await selectRuns(resolve(context.workingDirectory, options.runs), options);
  if (options.json) return context.data(toJson(await asJson(selected, options)));
  const { askedColumns, rowsOf, usualColumns } = await import('../report/run-table.ts');
  const { csvTable, printTable } = await import('../report/table.ts');
  const { runs } = selected;
  const { columns, fields } =
    options.columns === undefined
      ? { columns: usualColumns(runs, Date.now()), fields: [] }
      : await askedColumns(options.columns, runs);
  const table = { columns, rows: await rowsOf(runs, fields) };
  if (options.csv) return context.data(csvTable(table).trimEnd());
  if (runs.length === 0) return context.err(nothing(selected, options));
  warnOfUnreadable(runs, context);
  if (runs.some((run) => run.status === 'unknown'))
    context.err(
      'unknown: its process is on another machine or hidden; `tessera run --resume` watches whether it lives',
    );
  context.out(printTable(table, context.columns()));
  tellOfRest(selected, options, context);
}

async function asJson({ runs }: Selected, { columns }: ListOptions): Promise<unknown> {
  const { summaryOf } = await import('../../runs/list.ts');
  if (columns === undefined) return runs.map(summaryOf);
  const { askedColumns, rowsOf } = await import('../report/run-table.ts');
  const { fields } = await askedColumns(columns, runs);
  return (await rowsOf(runs, fields)).map(({ values }) => Object.fromEntries(values));
}

function nothing({ total, archived }: Selected, { runs, where = [], status }: ListOptions): string {
  const conditions = [...where, ...(status === undefined ? [] : [`status=${status}`])];
  if (total === 0)
    return (
      `No runs in ${runs} yet. Make one: tessera run ` +
      `experiments/quickstart.yaml${runs === usualFolder ? '' : ` --runs ${runs}`}`
    );
  if (conditions.length === 0 && archived === total)
    return `All ${total} runs in ${runs} are archived: --archived shows them.`;
  const none =
    `None of the ${total - archived} runs in ${runs} meets ` +
    `${conditions.map((text) => `\`${text}\``).join(' and ')}.`;
  return archived === 0 ? none : `${none} ${leftOut(archived)}`;
}

function leftOut(archived: number): string {
  return `${archived} archived ${archived === 1 ? 'run is' : 'runs are'} left out: --archived shows them`;
}

/** What was left out, and what an order by test figures is not for. */
function tellOfRest({ runs, found, archived, fields }: Selected, { sort }: ListOptions, context: CliContext): void {
  if (runs.length < found) context.err(`${runs.length} of ${found} runs; --limit shows more`);
  if (archived > 0) context.err(leftOut(archived));
  if (sort !== undefined && fields.at(-1)?.name.startsWith('test/'))
    context.err(
      'These are test figures. To choose a run, order by its validation: --sort val; a test that chooses is none.',
    );
}

/** The default folder is made by the first run. Any other one that isn't there is a typing mistake. */
async function assertFolder(runs: string, { workingDirectory }: CliContext): Promise<void> {
  if (
    runs === usualFolder ||
    (await stat(resolve(workingDirectory, runs)).then(
      (entry) => entry.isDirectory(),
      () => false,
    ))
  )
    return;
  throw new TesseraError({
    code: 'file-missing',
    message: `expected a folder of runs, got \`${runs}\`, which is not there`,
    hints: [`the default is \`${usualFolder}\``],
  });
}
