import { toJson } from '../../core/json.ts';
import { splitNames, type SplitName } from '../../data/dataset.ts';
import type { CliContext } from '../context.ts';
import { type ExitCode, exitCodes, messageOf } from '../../core/errors/index.ts';
import { unlessAborted } from '../../core/unless-aborted.ts';
import type { TestObserver } from '../../trained/test-run.ts';
import { withInterrupt } from '../interrupt.ts';
import { openNamed } from '../load.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface TestOptions {
  readonly runs: string;
  readonly split: SplitName;
  readonly checkpoint: string;
  readonly json?: boolean;
}

export const defineTest: DefineCommand = (command, context, exit) => {
  command
    .name('test')
    .description('Evaluate a run on its test split, or on another one.')
    .argument('<run>', 'a run folder, its name, the beginning of it, or its id')
    .addOption(runsOption())
    .addOption(command.createOption('--split <name>', 'the split to evaluate on').choices(splitNames).default('test'))
    .option('--checkpoint <name>', 'best, last, epoch-3, ...', 'best')
    .addOption(jsonOption('print the figures as JSON'))
    .action(async (run: string, options: TestOptions) => exit(await test(run, options, context)));
};

async function test(name: string, options: TestOptions, context: CliContext): Promise<ExitCode> {
  const { split, checkpoint } = options;
  const trained = await openNamed(name, options.runs, context);
  const { testRun } = await import('../../trained/test-run.ts');
  const { createProgress } = await import('../report/progress.ts');
  const { resultsTable } = await import('../report/results.ts');
  const progress = createProgress(context);
  const observer: TestObserver = {
    prepared: (done, total) => progress.update('preparing data', done, total, ''),
    skipped: (sample) => progress.log(`skipped ${sample.name}: ${sample.problems[0]!.message}`),
    waiting: (whom) => progress.log(`waiting for ${whom}, which prepares the same data`),
    tested: (done, total) => progress.update('testing', done, total, ''),
    failedLater: (error) => progress.log(`also failed: ${messageOf(error)}`),
  };
  try {
    const tested = await withInterrupt(
      context,
      (signal) => unlessAborted(testRun(trained, { split, checkpoint, observer, signal }), signal),
      'Stopping after this batch.',
    );
    progress.close();
    if (!tested) return exitCodes.interrupted;
    const { classes, result, changes } = tested;
    for (const change of changes) context.err(`changed     ${change}`);
    context.out(
      options.json ? toJson({ split, checkpoint, classes, ...result, changes }) : resultsTable(split, classes, result),
    );
    return exitCodes.done;
  } finally {
    progress.close();
  }
}
