import { resolve } from 'node:path';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { CliContext } from '../context.ts';
import { runNamed } from '../load.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface ShowOptions {
  readonly runs: string;
  readonly json?: boolean;
}

export const defineShow: DefineCommand = (command, context, exit) => {
  command
    .name('show')
    .description('Tell the story of one run: what it is, its attempts, curves, figures, files, and why it failed.')
    .argument('<run>', 'a run folder, its name, the beginning of it, or its id')
    .addOption(runsOption())
    .addOption(jsonOption('print all of it as JSON'))
    .action(async (run: string, options: ShowOptions) => exit(await show(run, options, context)));
};

async function show(name: string, { runs, json }: ShowOptions, context: CliContext): Promise<ExitCode> {
  const { readStory } = await import('../../runs/story.ts');
  const path = await runNamed(name, runs, context);
  const story = { ...(await readStory(resolve(context.workingDirectory, path))), path };
  if (json) context.data(toJson(story));
  else {
    const { storyLines } = await import('../report/story.ts');
    for (const line of storyLines(story, context.columns())) context.out(line);
  }
  return exitCodes.done;
}
