import { dirname, join } from 'node:path';
import { durationInSeconds } from '../../../schemas/duration.ts';
import type { LoadedExperiment } from '../../config/index.ts';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { RunObserver } from '../../train/observer.ts';
import type { RunInput, RunOutcome } from '../../train/run.ts';
import type { CliContext } from '../context.ts';
import { withInterrupt } from '../interrupt.ts';
import { loadFile, openNamed, withPlaces } from '../load.ts';
import { loadOptions } from '../load-options.ts';
import {
  countOption,
  durationTextOption,
  forceOption,
  jsonOption,
  rerunOption,
  runsOption,
  setOption,
} from '../options.ts';
import type { DefineCommand } from './index.ts';

export interface RunOptions {
  readonly set?: readonly string[];
  readonly resume?: string;
  readonly acceptChanges?: boolean;
  readonly smoke?: boolean;
  readonly runs: string;
  /** The exact folder of this run. Sweeps use it. */
  readonly runDirectory?: string;
  /** The id that the experiment must have. Sweeps use it: a plugin may be edited while they run. */
  readonly expectId?: string;
  /** The file with the pruner of the sweep that this run is a point of. */
  readonly pruner?: string;
  readonly json?: boolean;
  readonly jobs?: number;
  readonly rerun?: 'failed' | 'lost' | 'all';
  readonly force?: boolean;
  /** Such as `10m`. */
  readonly maxTime?: string;
}

export const defineRun: DefineCommand = (command, context, exit) => {
  command
    .name('run')
    .description(
      'Train an experiment, test it, and keep everything in a run folder. With a sweep section, all points run; with a launch section, it is submitted as a job.',
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
    .action(async (file: string | undefined, options: RunOptions) => exit(await run(file, options, context)));
};

async function run(file: string | undefined, options: RunOptions, context: CliContext): Promise<ExitCode> {
  checkArguments(file, options);
  const given = withTimeBudget(options);
  if (given.resume !== undefined) return goOn(given.resume, given, context);
  const loaded = await loadFile(file!, context, given.set);
  if (given.smoke) return tryOut(loaded, given, context);
  if (loaded.points.length > 0) return runAll(file!, loaded, options, context);
  if (loaded.launch) {
    const { submit } = await import('../sweep-jobs.ts');
    const { maxTime: _, ...rest } = given;
    return submit(loaded, { jobs: 1, ...rest }, context);
  }
  checkNoSweepOptions(given);
  return start(loaded, given, context);
}

/** Runs or submits all points of a sweep. A budget of time is that of the sweep, and no point is another one for it. */
async function runAll(file: string, loaded: LoadedExperiment, options: RunOptions, context: CliContext) {
  const { maxTime, ...rest } = options;
  const sweep = maxTime === undefined ? loaded : await loadFile(file, context, options.set);
  const seconds = maxTime === undefined ? {} : { maxTime: durationInSeconds(maxTime) };
  const given = { jobs: 1, ...rest, ...seconds };
  if (sweep.launch) {
    const { submit } = await import('../sweep-jobs.ts');
    return submit(sweep, given, context);
  }
  const { sweepExperiment } = await import('../sweep-experiment.ts');
  return sweepExperiment(sweep, given, context);
}

/** A budget of time is part of what a run is, since more time would give other weights. */
function withTimeBudget(options: RunOptions): RunOptions {
  const { maxTime, set = [] } = options;
  return maxTime === undefined ? options : { ...options, set: [...set, `train.max_time=${maxTime}`] };
}

async function tryOut(loaded: LoadedExperiment, options: RunOptions, context: CliContext): Promise<ExitCode> {
  checkNoSweepOptions(options);
  const { whatToRun } = await import('../../trained/what-to-run.ts');
  const { smokeRun } = await import('../smoke-run.ts');
  const what = whatToRun(loaded);
  return smokeRun(
    loaded,
    (changes, watch) => train(loaded, { ...what, ...changes, resume: false }, options, context, watch),
    options,
    context,
  );
}

async function start(loaded: LoadedExperiment, options: RunOptions, context: CliContext): Promise<ExitCode> {
  const { whatToRun, whatToRunOf } = await import('../../trained/what-to-run.ts');
  const { explainExisting } = await import('../../trained/explain-existing.ts');
  if (options.expectId !== undefined && options.expectId !== loaded.id) throw editedMeanwhile(loaded);
  const directory = options.runDirectory ?? join(options.runs, `${loaded.experiment.name}-${loaded.id}`);
  const { sameRun } = await import('../../trained/same-run.ts');
  const done = await sameRun(directory, await loadOptions(context));
  if (done) {
    context.err(`This experiment has run already, and nothing has changed since: ${directory}`);
    return reportOutcome({ status: 'completed', result: done }, directory, { ...options, existing: true }, context);
  }
  const existing = explainExisting(directory, await loadOptions(context));
  // The file of a sweep's point was written by the sweep, whose folder has the origins.
  const what = options.expectId === undefined ? whatToRunOf(loaded) : whatToRun(loaded);
  return runOne(loaded, { ...what, directory, resume: false }, options, context).catch(existing);
}

function editedMeanwhile({ file, plugins }: LoadedExperiment): TesseraError {
  const names = plugins.map(({ name }) => name).join(', ') || file;
  return new TesseraError({
    code: 'run-changed',
    message: `expected what the sweep was started with, but ${names} has changed since`,
    hints: [
      'take the edit back and start the sweep again with --rerun failed',
      'or start it again as it is now: its points are then other ones',
    ],
  });
}

async function goOn(name: string, options: RunOptions, context: CliContext): Promise<ExitCode> {
  checkNoSweepOptions(options);
  const { planResume } = await import('../../trained/resume.ts');
  const trained = await openNamed(name, options.runs, context);
  const { loaded, what, resumption, notes } = await planResume(trained, {
    ...(await loadOptions(context)),
    set: options.set ?? [],
    acceptChanges: options.acceptChanges ?? false,
  });
  for (const note of notes) context.err(`resuming    ${note}`);
  return runOne(loaded, { ...what, directory: trained.run.path, resume: true, resumption }, options, context);
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
      message: `expected either an experiment file or \`--resume <run>\`, got ${file === undefined ? 'neither' : 'both'}`,
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

/** What differs between a new run and one that goes on. */
type Prepared = Omit<RunInput, 'observer' | 'signal' | 'force' | 'onSave' | 'workingDirectory' | 'command'>;

async function runOne(
  loaded: LoadedExperiment,
  prepared: Prepared,
  options: RunOptions,
  context: CliContext,
): Promise<ExitCode> {
  const outcome = await train(loaded, prepared, options, context);
  return reportOutcome(outcome, prepared.directory, options, context);
}

async function train(
  loaded: LoadedExperiment,
  prepared: Prepared,
  { force, pruner }: RunOptions,
  context: CliContext,
  watch: Partial<RunObserver> = {},
): Promise<RunOutcome> {
  const { runExperiment } = await import('../../train/run.ts');
  const { createRunReporter } = await import('../report/run-reporter.ts');
  const { alsoTell } = await import('../../train/observer.ts');
  const { runEvents } = await import('../../events/run-events.ts');
  const { eventLine } = await import('../../events/event-line.ts');
  const { alsoInAttemptLog } = await import('../report/attempt-log-reporter.ts');
  const reporter = alsoInAttemptLog(createRunReporter(context), context);
  const { event } = context;
  const events = event && !prepared.smoke ? runEvents((each) => event(eventLine(each))) : {};
  const observer = alsoTell(alsoTell(reporter, events), watch);
  try {
    const { workingDirectory } = context;
    const onSave = (listener: () => void) =>
      context.onSave(() => {
        context.err('Saving a checkpoint after this step.');
        listener();
      });
    const pruning = pruner === undefined ? undefined : await openPruner(pruner, loaded, prepared, context);
    const input = { ...prepared, force, pruning, workingDirectory, command: process.argv.slice(2), observer, onSave };
    return await withInterrupt(context, (signal) => withPlaces(loaded, () => runExperiment({ ...input, signal })));
  } finally {
    reporter.close();
  }
}

async function openPruner(
  file: string,
  { registry, experiment }: LoadedExperiment,
  { directory }: Prepared,
  { workingDirectory }: CliContext,
): Promise<RunInput['pruning']> {
  const { openPruning } = await import('../../sweep/pruning.ts');
  const { baseContext } = await import('../../registry/index.ts');
  const base = baseContext(experiment, workingDirectory);
  return openPruning(file, directory, (reference) => registry.build('pruner', reference, base));
}

async function reportOutcome(
  outcome: RunOutcome,
  directory: string,
  { existing = false, ...options }: RunOptions & { readonly existing?: boolean },
  context: CliContext,
): Promise<ExitCode> {
  const { eventLine } = await import('../../events/event-line.ts');
  const resume = `tessera run --resume ${directory}`;
  if (outcome.status === 'interrupted') {
    const { status, step } = outcome;
    if (options.json) context.data(eventLine({ event: 'end', of: 'run', status, directory, existing, step, resume }));
    context.err(
      outcome.step === 0
        ? 'Interrupted before training started; nothing was written.'
        : `Interrupted after step ${outcome.step}; it is saved. To go on: ${resume}`,
    );
    return exitCodes.interrupted;
  }
  const { result } = outcome;
  if (options.json) {
    const { endEvents } = await import('../../events/run-events.ts');
    endEvents(
      (each) => (each.event === 'end' ? context.data : context.event)?.(eventLine(each)),
      directory,
      result,
      existing,
    );
    return exitCodes.done;
  }
  const { formatDuration } = await import('../report/format.ts');
  const { resultsTable } = await import('../report/results.ts');
  const { finalFigures } = await import('../../runs/result.ts');
  const { split, figures } = finalFigures(result);
  context.out(resultsTable(split, result.classes, figures, context.columns()));
  context.out('');
  if (result.endedBy) context.out(`Training was ended by train.${result.endedBy}, after step ${result.steps}.`);
  context.out(
    `Done in ${formatDuration(result.seconds)}; figures of the best checkpoint (step ${result.best?.step ?? result.steps}).`,
  );
  context.out(`  look at it:  tessera board ${dirname(directory)}`);
  if (split === 'val') context.out('The data has no test split: the figures are those of the validation.');
  context.out(`  test again:  tessera test ${directory}${split === 'val' ? ' --split val' : ''}`);
  return exitCodes.done;
}
