import { toJson } from '../../core/json.ts';
import { splitNames, type SplitName } from '../../data/dataset.ts';
import type { CliContext } from '../context.ts';
import { openNamed } from '../load.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface TestOptions {
  readonly runs: string;
  readonly split: SplitName;
  readonly checkpoint: string;
  readonly json?: boolean;
}

export const defineTest: DefineCommand = (command, context) => {
  command
    .name('test')
    .description('Evaluate a run on its test split, or on another one.')
    .argument('<run>', 'a run folder, its name, the beginning of it, or its id')
    .addOption(runsOption())
    .addOption(command.createOption('--split <name>', 'the split to evaluate on').choices(splitNames).default('test'))
    .option('--checkpoint <name>', 'best, last, epoch-3, ...', 'best')
    .addOption(jsonOption('print the figures as JSON'))
    .action((run: string, options: TestOptions) => test(run, options, context));
};

async function test(name: string, options: TestOptions, context: CliContext): Promise<void> {
  const { split, checkpoint } = options;
  const trained = await openNamed(name, options.runs, context);
  const { testRun } = await import('../../trained/test-run.ts');
  const { createProgress } = await import('../report/progress.ts');
  const { resultsTable } = await import('../report/results.ts');
  const progress = createProgress(context);
  try {
    const { classes, result, changes } = await testRun(trained, {
      split,
      checkpoint,
      observer: {
        prepared: (done, total) => progress.update('preparing data', done, total, ''),
        skipped: (sample) => progress.log(`skipped ${sample.name}: ${sample.problems[0]!.message}`),
        tested: (done, total) => progress.update('testing', done, total, ''),
        failedLater: (error) => progress.log(`also failed: ${error instanceof Error ? error.message : String(error)}`),
      },
    });
    progress.close();
    for (const change of changes) context.err(`changed     ${change}`);
    context.out(
      options.json ? toJson({ split, checkpoint, classes, ...result, changes }) : resultsTable(split, classes, result),
    );
  } finally {
    progress.close();
  }
}
