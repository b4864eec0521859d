import { TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { loadFile } from '../load.ts';
import {
  collect,
  countOption,
  durationOption,
  forceOption,
  jsonOption,
  rerunOption,
  runsOption,
  setOption,
  wholeNumber,
} from '../options.ts';
import type { SweepArguments } from '../sweep-experiment.ts';
import type { DefineCommand } from './index.ts';

interface SweepCommandOptions extends SweepArguments {
  readonly set?: readonly string[];
}

export const defineSweep: DefineCommand = (command, context, exit) => {
  command
    .name('sweep')
    .description('Run every point of an experiment with a sweep section; started again, it runs what is missing.')
    .argument('<file>', 'experiment with a sweep section')
    .addOption(setOption('override a key for all points'))
    .addOption(countOption('--jobs <n>', 'points that run at a time, each in a process of its own').default(1))
    .addOption(rerunOption())
    .addOption(forceOption())
    .option('--only <point>', 'this point only, by its id (repeatable)', collect)
    .addOption(runsOption('where run folders are made'))
    .addOption(durationOption('--max-time <time>', 'stop after this time, such as 8h: running points save and end'))
    .addOption(
      command
        .createOption(
          '--retries <n>',
          'start points again that failed, at most so often; by default what the file says',
        )
        .argParser(wholeNumber),
    )
    .option('--fail-fast', 'stop all points as soon as one has failed')
    .option('--dry-run', 'list the points, how long they may take and how much disk; run nothing')
    .addOption(jsonOption())
    .action(async (file: string, options: SweepCommandOptions) => exit(await sweep(file, options, context)));
};

async function sweep(file: string, options: SweepCommandOptions, context: CliContext): Promise<ExitCode> {
  const loaded = await loadFile(file, context, options.set);
  if (loaded.points.length === 0) {
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected an experiment with a sweep section, got \`${file}\` without one`,
      hints: [`run it: tessera run ${file}`, 'or add one: sweep: {grid: {optimizer.lr: [1e-3, 3e-4]}}'],
    });
  }
  const { sweepExperiment } = await import('../sweep-experiment.ts');
  return sweepExperiment(loaded, options, context);
}
