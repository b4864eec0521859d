import { resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { CliContext } from '../context.ts';
import { runNamed } from '../load.ts';
import { collect, jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface TagOptions {
  readonly runs: string;
  readonly remove?: readonly string[];
  readonly json?: boolean;
}

export const defineTag: DefineCommand = (command, context, exit) => {
  command
    .name('tag')
    .description('Give a run tags, by which `list --where tags=<tag>` finds it; without tags, print those it has.')
    .argument('<run>', 'a run folder, its name, the beginning of it, or its id')
    .argument('[tags...]', 'words without blanks or commas')
    .addOption(command.createOption('--remove <tag>', 'take a tag away (repeatable)').argParser(collect))
    .addOption(runsOption())
    .addOption(jsonOption('print the tags as JSON'))
    .action(async (run: string, tags: string[], options: TagOptions) => exit(await tag(run, tags, options, context)));
};

async function tag(name: string, tags: readonly string[], options: TagOptions, context: CliContext): Promise<ExitCode> {
  const { changeNotes, readNotes, withTags } = await import('../../runs/notes.ts');
  const { remove = [], json } = options;
  const wrong = tags.filter((word) => !/^[\p{L}\p{N}][\p{L}\p{N}_.:/+-]*$/u.test(word));
  if (wrong.length > 0) {
    throw new TesseraError(
      wrong.map((word) => ({
        code: 'bad-argument' as const,
        message: `expected a tag of letters, digits and _ . : / + -, got \`${word}\``,
        hints: ['for a sentence: `tessera note <run> <text>`'],
      })),
    );
  }
  const shown = await runNamed(name, options.runs, context);
  const path = resolve(context.workingDirectory, shown);
  const isChange = tags.length + remove.length > 0;
  const notes = isChange ? await changeNotes(path, (before) => withTags(before, tags, remove)) : await readNotes(path);
  if (json) context.data(toJson({ run: shown, tags: notes.tags }));
  else context.out(notes.tags.length === 0 ? `${shown} has no tags` : `${shown}: ${notes.tags.join(', ')}`);
  return exitCodes.done;
}
