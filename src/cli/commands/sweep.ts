import type { LoadedExperiment } from '../../config/index.ts';
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
  readonly attach?: boolean;
  readonly cancel?: boolean;
  readonly maxParallel?: number;
  readonly logs?: string;
}

export const defineSweep: DefineCommand = (command, context, exit) => {
  command
    .name('sweep')
    .description(
      'Run every point of an experiment with a sweep section; started again, it runs what is missing. With a ' +
        'launch section, its points are submitted as jobs.',
    )
    .argument('<file>', 'experiment with a sweep section; to watch or cancel jobs also the folder of a sweep')
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
    .option('--attach', 'watch the jobs of this sweep until they have ended; Ctrl-C leaves them alone')
    .option('--cancel', 'cancel the jobs of this sweep, or with --only those of some points; running ones save first')
    .addOption(countOption('--max-parallel <n>', 'change how many points run at a time, of those that were submitted'))
    .option('--logs <point>', 'print what a point has printed, by its number, id or run name')
    .addOption(jsonOption())
    .action(async (file: string, options: SweepCommandOptions) => exit(await sweep(file, options, context)));
};

async function sweep(file: string, options: SweepCommandOptions, context: CliContext): Promise<ExitCode> {
  const load = () => loadFile(file, context, options.set);
  if (asksJobs(options)) return askJobs(file, options, load, context);
  const loaded = await load();
  if (loaded.points.length === 0) {
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected an experiment with a sweep section, got \`${file}\` without one`,
      hints: [`run it: tessera run ${file}`, 'or add one: sweep: {grid: {optimizer.lr: [1e-3, 3e-4]}}'],
    });
  }
  if (loaded.launch && !options.dryRun) {
    const { submit } = await import('../jobs/submit.ts');
    return submit(loaded, options, context);
  }
  const { sweepExperiment } = await import('../sweep-experiment.ts');
  return sweepExperiment(loaded, options, context);
}

function asksJobs({ attach, cancel, maxParallel, logs }: SweepCommandOptions): boolean {
  const given = Object.entries({
    '--attach': attach,
    '--cancel': cancel,
    '--max-parallel': maxParallel,
    '--logs': logs,
  });
  const names = given.filter(([, value]) => value !== undefined).map(([name]) => name);
  if (names.length < 2) return names.length === 1;
  throw new TesseraError({
    code: 'bad-argument',
    message:
      'expected one of `--attach`, `--cancel`, `--max-parallel` and `--logs`, got ' +
      `${names.map((name) => `\`${name}\``).join(' and ')}`,
  });
}

/** What concerns jobs that were submitted. */
async function askJobs(
  file: string,
  options: SweepCommandOptions,
  load: () => Promise<LoadedExperiment>,
  context: CliContext,
): Promise<ExitCode> {
  const { findElsewhere } = await import('../jobs/elsewhere.ts');
  const submitted = await findElsewhere(file, options.runs, load, context);
  if (options.attach) return (await import('../jobs/attach.ts')).attach(submitted, options, context);
  const { cancel, printLogs, throttle } = await import('../jobs/manage.ts');
  if (options.maxParallel !== undefined) return throttle(submitted, options.maxParallel, options, context);
  if (options.logs !== undefined) return printLogs(submitted, options.logs, context);
  return cancel(submitted, options, context);
}
