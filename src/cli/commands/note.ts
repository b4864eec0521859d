import { resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { CliContext } from '../context.ts';
import { runNamed } from '../load.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface NoteOptions {
  readonly runs: string;
  readonly remove?: boolean;
  readonly json?: boolean;
}

export const defineNote: DefineCommand = (command, context, exit) => {
  command
    .name('note')
    .description('Write a note to a run, in place of the one it has; without a text, print it.')
    .argument('<run>', 'a run folder, its name, the beginning of it, or its id')
    .argument('[text...]', 'what you want to remember; `-` reads it from standard input')
    .option('--remove', 'take the note away')
    .addOption(runsOption())
    .addOption(jsonOption('print the note as JSON'))
    .action(async (run: string, text: string[], options: NoteOptions) => exit(await note(run, text, options, context)));
};

async function note(
  name: string,
  words: readonly string[],
  options: NoteOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { remove = false, json } = options;
  if (remove && words.length > 0) {
    const message = 'expected a text or `--remove`, got both';
    throw new TesseraError({ code: 'bad-argument', message, hints: ['a new text replaces the old one'] });
  }
  const { changeNotes, readNotes, withNote } = await import('../../runs/notes.ts');
  const shown = await runNamed(name, options.runs, context);
  const path = resolve(context.workingDirectory, shown);
  const text = words.length === 1 && words[0] === '-' ? await context.readInput() : words.join(' ');
  const isChange = remove || words.length > 0;
  const notes = isChange ? await changeNotes(path, (before) => withNote(before, text)) : await readNotes(path);
  if (json) context.data(toJson({ run: shown, note: notes.note ?? null }));
  else context.out(notes.note ?? `${shown} has no note`);
  return exitCodes.done;
}
