import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TesseraError } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { RunSummary } from '../../runs/list.ts';
import { nameInSplit } from '../../tasks/semantic/metric-name.ts';
import type { CliContext } from '../context.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface ListOptions {
  readonly runs: string;
  readonly json?: boolean;
}

const usualFolder = 'runs';

export const defineList: DefineCommand = (command, context) => {
  command
    .name('list')
    .description('List the runs, newest first: status, progress and best metric.')
    .addOption(runsOption())
    .addOption(jsonOption('print the list as JSON'))
    .action((options: ListOptions) => list(options, context));
};

async function list(options: ListOptions, context: CliContext): Promise<void> {
  const { listRuns } = await import('../../runs/list.ts');
  const { formatDuration, formatTable } = await import('../report/format.ts');
  const { warnOfUnreadable } = await import('../report/unreadable.ts');
  await assertFolder(options.runs, context);
  const runs = await listRuns(resolve(context.workingDirectory, options.runs));
  if (options.json) return context.out(toJson(runs));
  if (runs.length === 0)
    return context.err(`No runs in ${options.runs} yet. Make one: tessera run experiments/quickstart.yaml`);
  const age = ({ startedAt }: RunSummary) => formatDuration((Date.now() - Date.parse(startedAt)) / 1000);
  const rows = runs.map((run) => [
    run.path,
    run.status,
    progressOf(run),
    figureOf(run),
    formatDuration(run.seconds),
    run.startedAt === '' ? '-' : `${age(run)} ago`,
  ]);
  warnOfUnreadable(runs, context);
  if (runs.some(({ status }) => status === 'unknown'))
    context.err(
      'unknown: its process is on another machine or hidden; `tessera run --resume` watches whether it lives',
    );
  context.out(formatTable([['run', 'status', 'steps', 'figure', 'time', 'started'], ...rows]));
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

function progressOf({ step, totalSteps }: RunSummary): string {
  const percent = totalSteps === 0 ? 0 : Math.floor((100 * step) / totalSteps);
  return `${step}/${totalSteps} ${percent}%`;
}

function figureOf({ figure }: RunSummary): string {
  return figure ? `${nameInSplit(figure.split, figure.metric)} ${figure.value?.toFixed(4) ?? '-'}` : '-';
}
