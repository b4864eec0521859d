import { resolve } from 'node:path';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { CliContext } from '../context.ts';
import { runsNamed } from '../load.ts';
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
  const { changeNotes, withArchived } = await import('../../runs/notes.ts');
  const shown = await runsNamed(names, options.runs, context);
  const archived = !options.undo;
  for (const path of shown) {
    await changeNotes(resolve(context.workingDirectory, path), (notes) => withArchived(notes, archived));
  }
  if (options.json) context.data(toJson({ runs: shown, archived }));
  else context.out(`${archived ? 'Archived' : 'Back in lists'}: ${shown.join(', ')}`);
  return exitCodes.done;
}
