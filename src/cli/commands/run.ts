import { join } from 'node:path';
import type { LoadedExperiment } from '../../config/index.ts';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { RunOutcome } from '../../train/run.ts';
import type { CliContext } from '../context.ts';
import { withInterrupt } from '../interrupt.ts';
import { loadFile, openNamed, withPlaces } from '../load.ts';
import { countOption, forceOption, jsonOption, rerunOption, runsOption, setOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

export interface RunOptions {
  readonly set?: readonly string[];
  readonly resume?: string;
  readonly runs: string;
  /** The exact folder of this run. Sweeps use it. */
  readonly runDirectory?: string;
  readonly json?: boolean;
  readonly jobs?: number;
  readonly rerun?: 'failed';
  readonly force?: boolean;
}

export const defineRun: DefineCommand = (command, context, exit) => {
  command
    .name('run')
    .description(
      'Train an experiment, test it, and keep everything in a run folder. With a sweep section, all points run.',
    )
    .argument('[file]', 'experiment, such as experiments/quickstart.yaml')
    .addOption(setOption())
    .addOption(
      command
        .createOption('--resume <run>', 'go on with a run that was interrupted or failed, as it was')
        .conflicts('set'),
    )
    .addOption(runsOption('where run folders are made'))
    .addOption(countOption('--jobs <n>', 'points of a sweep that run at a time; by default 1'))
    .addOption(rerunOption())
    .addOption(forceOption())
    .addOption(jsonOption())
    .addOption(command.createOption('--run-directory <folder>').hideHelp())
    .action(async (file: string | undefined, options: RunOptions) => exit(await run(file, options, context)));
};

async function run(file: string | undefined, given: RunOptions, context: CliContext): Promise<ExitCode> {
  checkArguments(file, given);
  const resumed = given.resume === undefined ? undefined : await openNamed(given.resume, given.runs, context);
  const options = resumed ? { ...given, resume: resumed.run.path } : given;
  const loaded = resumed?.loaded ?? (await loadFile(file!, context, options.set));
  if (loaded.points.length === 0) {
    checkNoSweepOptions(options);
    return runOne(loaded, options, context);
  }
  const { sweepExperiment } = await import('../sweep-experiment.ts');
  return sweepExperiment(loaded, { jobs: 1, ...options }, context);
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
function checkArguments(file: string | undefined, { resume }: RunOptions): void {
  if ((file === undefined) !== (resume === undefined)) return;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected either an experiment file or \`--resume <run>\`, got ${file === undefined ? 'neither' : 'both'}`,
    hints: ['tessera run experiments/quickstart.yaml', 'tessera run --resume runs/<run>'],
  });
}

async function runOne(loaded: LoadedExperiment, options: RunOptions, context: CliContext): Promise<ExitCode> {
  const { runExperiment } = await import('../../train/run.ts');
  const { createRunReporter } = await import('../report/run-reporter.ts');
  const { experiment, yaml, registry } = loaded;
  const id = options.resume === undefined ? loaded.id : await idOf(options.resume, loaded);
  const directory = options.resume ?? options.runDirectory ?? join(options.runs, `${experiment.name}-${id}`);
  const reporter = createRunReporter(context);
  try {
    const input = {
      experiment,
      id,
      yaml,
      registry,
      workingDirectory: context.workingDirectory,
      directory,
      resume: options.resume !== undefined,
      force: options.force,
      observer: reporter,
      onSave: (listener: () => void) =>
        context.onSave(() => {
          context.err('Saving a checkpoint after this step.');
          listener();
        }),
    };
    const outcome = await withInterrupt(context, (signal) =>
      withPlaces(loaded, () => runExperiment({ ...input, signal })),
    );
    reporter.close();
    return await reportOutcome(outcome, directory, options, context);
  } finally {
    reporter.close();
  }
}

/** A run keeps the id that it was made with, since another format gives the same configuration another id. */
async function idOf(runPath: string, loaded: LoadedExperiment): Promise<string> {
  const { runDirectory } = await import('../../runs/directory.ts');
  return (await runDirectory(runPath).readRecord())?.id ?? loaded.id;
}

async function reportOutcome(
  outcome: RunOutcome,
  directory: string,
  options: RunOptions,
  context: CliContext,
): Promise<ExitCode> {
  const resume = `tessera run --resume ${directory}`;
  if (outcome.status === 'interrupted') {
    if (options.json) context.out(toJson({ ...outcome, directory, resume }));
    context.err(
      outcome.step === 0
        ? 'Interrupted before training started; nothing was written.'
        : `Interrupted after step ${outcome.step}; it is saved. To go on: ${resume}`,
    );
    return exitCodes.interrupted;
  }
  const { result } = outcome;
  if (options.json) {
    context.out(toJson({ ...outcome, directory }));
    return exitCodes.done;
  }
  const { formatDuration } = await import('../report/format.ts');
  const { resultsTable } = await import('../report/results.ts');
  context.out(resultsTable('test', result.classes, result.test));
  context.out('');
  context.out(
    `Done in ${formatDuration(result.seconds)}; figures of the best checkpoint (step ${result.best?.step ?? result.steps}).`,
  );
  context.out(`  look at it:  tessera board ${options.runs}`);
  context.out(`  test again:  tessera test ${directory}`);
  return exitCodes.done;
}
