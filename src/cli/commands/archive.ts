import { relative, resolve } from 'node:path';
import { allOrProblems, exitCodes, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { CliContext } from '../context.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface ArchiveOptions {
  readonly runs: string;
  readonly undo?: boolean;
  readonly json?: boolean;
}

export const defineArchive: DefineCommand = (command, context, exit) => {
  command
    .name('archive')
    .description('Leave runs out of lists. Nothing is moved or deleted: `list --archived` shows them.')
    .argument('<run...>', 'folders of runs, or their names or ids')
    .option('--undo', 'show them in lists again')
    .addOption(runsOption())
    .addOption(jsonOption('print what was archived as JSON'))
    .action(async (names: string[], options: ArchiveOptions) => exit(await archive(names, options, context)));
};

async function archive(names: readonly string[], options: ArchiveOptions, context: CliContext): Promise<ExitCode> {
  const { findRun } = await import('../../runs/find-run.ts');
  const { changeNotes, withArchived } = await import('../../runs/notes.ts');
  const { workingDirectory } = context;
  const runsDirectory = resolve(workingDirectory, options.runs);
  const paths = await allOrProblems(names.map((name) => findRun(name, runsDirectory, workingDirectory)));
  const archived = !options.undo;
  for (const path of new Set(paths)) await changeNotes(path, (notes) => withArchived(notes, archived));
  const shown = [...new Set(paths)].map((path) => relative(workingDirectory, path));
  if (options.json) context.data(toJson({ runs: shown, archived }));
  else context.out(`${archived ? 'Archived' : 'Back in lists'}: ${shown.join(', ')}`);
  return exitCodes.done;
}
