import { answerFiles, usualPage, type AnswerOptions } from '../answer-files.ts';
import { countOption, jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

export const defineAnswer: DefineCommand = (command, context, exit) => {
  command
    .name('answer')
    .description(
      'Run the sweeps of questions as far as they are missing, judge their claims over seeds, and write the ' +
        'answers as a page.',
    )
    .argument('<files...>', 'experiments with a sweep and a question, or folders of them')
    .option('--output <file>', `the page that is written; by default ${usualPage} for a folder, and none for files`)
    .option('--no-run', 'judge the runs that are there, and start none')
    .addOption(countOption('--jobs <n>', 'points of a sweep that run at a time').default(1))
    .addOption(runsOption('where run folders are made'))
    .addOption(jsonOption('print the answers as JSON'))
    .action(async (files: string[], options: AnswerOptions) => exit(await answerFiles(files, options, context)));
};
