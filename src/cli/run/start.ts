import { join } from 'node:path';
import type { LoadedExperiment } from '../../config/index.ts';
import { TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { openNamed } from '../load.ts';
import { loadOptions } from '../load-options.ts';
import type { RunOptions } from './options.ts';
import { reportOutcome } from './report-outcome.ts';
import { train, type Prepared } from './train.ts';

/** Trains an experiment, unless it has run already and nothing has changed since. */
export async function start(loaded: LoadedExperiment, options: RunOptions, context: CliContext): Promise<ExitCode> {
  const { whatToRun, whatToRunOf } = await import('../../trained/what-to-run.ts');
  const { explainExisting } = await import('../../trained/explain-existing.ts');
  if (options.expectId !== undefined && options.expectId !== loaded.id) throw editedMeanwhile(loaded);
  const directory = options.runDirectory ?? usualFolder(loaded, options);
  const done = await reportIfDone(directory, options, context);
  if (done !== undefined) return done;
  const existing = explainExisting(directory, await loadOptions(context));
  // The file of a sweep's point was written by the sweep, whose folder has the origins.
  const what = options.expectId === undefined ? whatToRunOf(loaded) : whatToRun(loaded);
  return runOne(loaded, { ...what, directory, resume: false }, options, context).catch(existing);
}

/** The folder of the run of an experiment, among all runs. */
export function usualFolder({ experiment, id }: LoadedExperiment, { runs }: Pick<RunOptions, 'runs'>): string {
  return join(runs, `${experiment.name}-${id}`);
}

/**
 * Shows the result of a run that is complete, if nothing that it was trained with has changed since.
 * @returns undefined if there is none
 */
export async function reportIfDone(
  directory: string,
  { json }: Pick<RunOptions, 'json'>,
  context: CliContext,
): Promise<ExitCode | undefined> {
  const { sameRun } = await import('../../trained/same-run.ts');
  const result = await sameRun(directory, await loadOptions(context));
  if (!result) return undefined;
  context.err(`This experiment has run already, and nothing has changed since: ${directory}`);
  return reportOutcome({ status: 'completed', result }, directory, { json, existing: true }, context);
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

/** Goes on with a run that stopped. */
export async function goOn(name: string, options: RunOptions, context: CliContext): Promise<ExitCode> {
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

/** A few steps on a few samples, of which nothing is kept. */
export async function tryOut(loaded: LoadedExperiment, options: RunOptions, context: CliContext): Promise<ExitCode> {
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

async function runOne(
  loaded: LoadedExperiment,
  prepared: Prepared,
  options: RunOptions,
  context: CliContext,
): Promise<ExitCode> {
  const outcome = await train(loaded, prepared, options, context);
  return reportOutcome(outcome, prepared.directory, options, context);
}
