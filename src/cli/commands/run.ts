import { durationInSeconds } from '../../../schemas/duration.ts';
import type { LoadedExperiment } from '../../config/index.ts';
import { TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { loadFile } from '../load.ts';
import {
  countOption,
  durationTextOption,
  forceOption,
  jsonOption,
  rerunOption,
  runsOption,
  setOption,
} from '../options.ts';
import type { RunOptions } from '../run/options.ts';
import type { SweepArguments } from '../sweep-experiment.ts';
import type { DefineCommand } from './index.ts';

export const defineRun: DefineCommand = (command, context, exit) => {
  command
    .name('run')
    .description(
      'Train an experiment, test it, and keep everything in a run folder. With a sweep section, all points ' +
        'run; with a launch section, it is submitted as a job.',
    )
    .argument('[file]', 'experiment, such as experiments/quickstart.yaml')
    .addOption(setOption())
    .addOption(
      command.createOption(
        '--resume <run>',
        'go on with a run as it was; --set may change how long, how and where it trains',
      ),
    )
    .option('--accept-changes', 'with --resume, go on although configuration, code, weights or data have changed')
    .option('--smoke', 'try it: a few steps on a few samples, with all that a run does; nothing is kept')
    .addOption(runsOption('where run folders are made'))
    .addOption(countOption('--jobs <n>', 'points of a sweep that run at a time; by default 1'))
    .addOption(rerunOption())
    .addOption(forceOption())
    .addOption(
      durationTextOption(
        '--max-time <time>',
        'train no longer than this, such as 10m, then test: --set train.max_time=10m; a sweep stops after this time',
      ),
    )
    .addOption(jsonOption('print what happens as JSON, one event per line; the last one has the result'))
    .addOption(command.createOption('--run-directory <folder>').hideHelp())
    .addOption(command.createOption('--expect-id <id>').hideHelp())
    .addOption(command.createOption('--pruner <file>').hideHelp())
    .addOption(command.createOption('--attach').hideHelp())
    .action(async (file: string | undefined, options: RunOptions) => exit(await run(file, options, context)));
};

async function run(file: string | undefined, options: RunOptions, context: CliContext): Promise<ExitCode> {
  checkArguments(file, options);
  const given = withTimeBudget(options);
  const { goOn, start, tryOut } = await import('../run/start.ts');
  if (given.resume !== undefined) {
    checkNoSweepOptions(given);
    return goOn(given.resume, given, context);
  }
  const loaded = await loadFile(file!, context, given.set);
  if (!given.smoke && loaded.points.length > 0) return runAll(file!, loaded, options, context);
  if (!given.smoke && loaded.launch) return submitRun(loaded, given, context);
  checkNoSweepOptions(given);
  return given.smoke ? tryOut(loaded, given, context) : start(loaded, given, context);
}

/** Submits an experiment without a sweep as a job. Its run has the same folder as one that runs here. */
async function submitRun(loaded: LoadedExperiment, options: RunOptions, context: CliContext): Promise<ExitCode> {
  const { reportIfDone, usualFolder } = await import('../run/start.ts');
  const isAnew = options.rerun === 'all';
  const done = isAnew ? undefined : await reportIfDone(usualFolder(loaded, options), options, context);
  if (done !== undefined) return done;
  const { maxTime: _, ...rest } = options;
  return handOver(loaded, { jobs: 1, ...rest }, context);
}

/** Runs or submits all points of a sweep. A budget of time is that of the sweep, and no point is another one for it. */
async function runAll(file: string, loaded: LoadedExperiment, options: RunOptions, context: CliContext) {
  const { maxTime, ...rest } = options;
  const sweep = maxTime === undefined ? loaded : await loadFile(file, context, options.set);
  const seconds = maxTime === undefined ? {} : { maxTime: durationInSeconds(maxTime) };
  const given = { jobs: 1, ...rest, ...seconds };
  if (sweep.launch) return handOver(sweep, given, context);
  const { sweepExperiment } = await import('../sweep-experiment.ts');
  return sweepExperiment(sweep, given, context);
}

async function handOver(
  loaded: LoadedExperiment,
  { attach, ...args }: SweepArguments & Pick<RunOptions, 'attach'>,
  context: CliContext,
): Promise<ExitCode> {
  const { submit, submitAndAttach } = await import('../jobs/submit.ts');
  return attach ? submitAndAttach(loaded, args, context) : submit(loaded, args, context);
}

/** A budget of time is part of what a run is, since more time would give other weights. */
function withTimeBudget(options: RunOptions): RunOptions {
  const { maxTime, set = [] } = options;
  return maxTime === undefined ? options : { ...options, set: [...set, `train.max_time=${maxTime}`] };
}

function checkNoSweepOptions({ jobs, rerun }: RunOptions): void {
  const given = jobs !== undefined ? '--jobs' : rerun !== undefined ? '--rerun' : undefined;
  if (given === undefined) return;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected an experiment with a sweep section for \`${given}\`, got one without`,
    hints: ['leave it out', '`loader.workers` and `engine.threads` say how much of the machine one run uses'],
  });
}

/** Either of an argument and an option is needed, which commander can't say. */
function checkArguments(file: string | undefined, { resume, acceptChanges, smoke }: RunOptions): void {
  if ((file === undefined) === (resume === undefined)) {
    throw new TesseraError({
      code: 'bad-argument',
      message:
        'expected either an experiment file or `--resume <run>`, got ' + `${file === undefined ? 'neither' : 'both'}`,
      hints: ['tessera run experiments/quickstart.yaml', 'tessera run --resume runs/<run>'],
    });
  }
  if (smoke && resume !== undefined) {
    const message = 'expected an experiment file with `--smoke`, got a run';
    throw new TesseraError({ code: 'bad-argument', message, hints: ['tessera run <file> --smoke'] });
  }
  if (acceptChanges && resume === undefined) {
    const message = 'expected `--resume <run>` with `--accept-changes`, got a file';
    throw new TesseraError({ code: 'bad-argument', message, hints: ['a new run is trained with what is there now'] });
  }
}
