import { join, relative, resolve } from 'node:path';
import { allOrProblems, exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { exists } from '../../core/exists.ts';
import { toJson } from '../../core/json.ts';
import type { Deletion } from '../../runs/delete-run.ts';
import type { CliContext } from '../context.ts';
import { runsNamed } from '../load.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface DeleteOptions {
  readonly runs: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export const defineDelete: DefineCommand = (command, context, exit) => {
  command
    .name('delete')
    .description('Delete runs with all that is in their folders: says what goes, and asks.')
    .argument('<run...>', 'folders of runs, or their names or ids')
    .option('--yes', "don't ask")
    .addOption(runsOption())
    .addOption(jsonOption('print what was deleted as JSON'))
    .action(async (names: string[], options: DeleteOptions) => exit(await deleteRuns(names, options, context)));
};

async function deleteRuns(names: readonly string[], options: DeleteOptions, context: CliContext): Promise<ExitCode> {
  const { deleteRun, planDeletion } = await import('../../runs/delete-run.ts');
  const shown = await runsNamed(names, options.runs, context);
  const plans = await allOrProblems(shown.map((path) => planDeletion(resolve(context.workingDirectory, path))));
  await tell(plans, options, context);
  if (!options.yes && !(await isAgreed(plans, context))) {
    context.err('Nothing was deleted.');
    return exitCodes.done;
  }
  for (const { path } of plans) await deleteRun(path);
  if (options.json) context.data(toJson({ deleted: plans.map(({ record: _, ...plan }) => plan) }));
  else context.out(`Deleted ${shown.join(', ')}.`);
  return exitCodes.done;
}

/** What goes, run by run, and what follows from it. */
async function tell(plans: readonly Deletion[], { json }: DeleteOptions, context: CliContext): Promise<void> {
  if (json) return;
  const { formatBytes } = await import('../report/format.ts');
  for (const { path, record, files, bytes, checkpoints, evaluations, others } of plans) {
    const parts = [
      `${record.status} at step ${record.step} of ${record.totalSteps}`,
      `${files} files, ${formatBytes(bytes)}`,
      ...(checkpoints.length > 0 ? [`checkpoints ${checkpoints.join(', ')}`] : []),
      ...(evaluations.length > 0 ? [`evaluations ${evaluations.join(', ')}`] : []),
      ...(others.length > 0 ? [`also what no run makes: ${others.join(', ')}`] : []),
    ];
    context.err(`${relative(context.workingDirectory, path)}: ${parts.join('; ')}`);
    if (await exists(join(path, '..', 'sweep.json')))
      context.err('  It is a point of a sweep, which trains it again when it is started again.');
  }
}

async function isAgreed(plans: readonly Deletion[], { ask }: CliContext): Promise<boolean> {
  if (!ask) {
    throw new TesseraError({
      code: 'bad-argument',
      message: 'expected `--yes` where nobody can be asked, got none',
      hints: ['nothing was deleted'],
    });
  }
  const what = plans.length === 1 ? 'this run' : `these ${plans.length} runs`;
  return /^y(es)?$/i.test(await ask(`Delete ${what} for good? [y/N] `));
}
