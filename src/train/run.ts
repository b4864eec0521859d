import { watchStrayErrors } from '../core/stray-errors.ts';
import { unlessAborted } from '../core/unless-aborted.ts';
import { watchRun } from '../core/watchdog.ts';
import { withCleanup, type Cleanup } from '../core/with-cleanup.ts';
import { assertCanMake, assertNameFits } from '../runs/check-folder.ts';
import { describePruned, type Pruned } from '../runs/pruned.ts';
import { runChanged } from '../runs/run-changed.ts';
import type { RunInputs } from '../runs/inputs.ts';
import { assertNoRun, openStoppedRun, type StoppedRun } from '../runs/directory.ts';
import type { RunResult } from '../runs/result.ts';
import { createFeatureCache } from './feature-cache.ts';
import { testBest } from './final-test.ts';
import { fit } from './fit.ts';
import { inputChanges } from './input-changes.ts';
import type { RunObserver } from './observer.ts';
import { openParts, type RunParts } from './parts.ts';
import { waitingTo, type RunContext } from './run-context.ts';
import { endSession, openSession, type Session } from './session.ts';
import { skippedRows } from './skipped.ts';
import { tellLeaderboard } from './tell-leaderboard.ts';

export interface RunInput extends RunContext {
  /** Whether to continue the run in `directory`; otherwise a new run is made there. */
  readonly resume: boolean;
  /** Takes the run from a process on another machine without watching whether it lives. */
  readonly force?: boolean | undefined;
  /** How the resumed run differs from what it was. */
  readonly resumption?: Resumption;
  /** Another run, with whose inputs this one must begin. */
  readonly like?: { readonly path: string; readonly inputs: RunInputs };
}

export interface Resumption {
  /** Changes of the configuration and of plugins, one line each, that were allowed or accepted. They are recorded. */
  readonly changes: readonly string[];
  /** Whether to go on with other weights or data too. */
  readonly acceptChanges: boolean;
  /** Whether it trains longer than it was going to, so that a complete run goes on too. */
  readonly isLonger: boolean;
}

export type RunOutcome =
  | { readonly status: 'completed'; readonly result: RunResult }
  | { readonly status: 'interrupted'; readonly step: number };

/**
 * Runs an experiment: checks and builds everything, trains, tests the best checkpoint, and writes all to the run's
 * folder. Nothing is written before every check has passed. Everything that was opened is closed, even after an error.
 * @throws TesseraError with all problems of the stage that failed; later errors are reported to the observer
 */
export async function runExperiment(given: RunInput): Promise<RunOutcome> {
  const { directory, observer, signal } = given;
  const strays = watchStrayErrors();
  const input: RunInput = { ...given, signal: AbortSignal.any([signal, strays.signal]) };
  let begunAt = 0;
  const run = async (cleanup: Cleanup): Promise<RunOutcome> => {
    const stopped = input.resume ? await takeOver(input, cleanup) : undefined;
    if (!stopped) {
      await assertNameFits(directory);
      await assertNoRun(directory);
      await assertCanMake(directory);
    }
    begunAt = stopped?.record.step ?? 0;
    const changes = [...(input.resumption?.changes ?? [])];
    const parts = await openParts(input, cleanup, async (now) => {
      const { path, inputs } = stopped ? { path: directory, inputs: stopped.record.inputs } : (input.like ?? {});
      if (path !== undefined && inputs) changes.push(...(await checkUnchanged(path, inputs, now, input)));
    });
    const session = await openSession(input, parts, stopped, cleanup, changes);
    watchRun(directory);
    const { step, result } = await trainAndTest(input, parts, session);
    strays.signal.throwIfAborted();
    await endSession(session, result ? 'completed' : 'interrupted');
    await tellLeaderboard(input, session.run, session.keeper, result);
    return result ? { status: 'completed', result } : { status: 'interrupted', step };
  };
  const attempt = withCleanup(
    (cleanup) => {
      cleanup.always(() => strays.stop());
      cleanup.always(() => watchRun(undefined));
      return Promise.race([run(cleanup), strays.first]);
    },
    (error) => observer.failedLater(error),
  );
  return (await unlessAborted(attempt, signal)) ?? { status: 'interrupted', step: begunAt };
}

/** Opens the run that stopped. This process holds it until the end. */
async function takeOver(input: RunInput, cleanup: Cleanup): Promise<StoppedRun> {
  const waiting = waitingTo(input, 'for up to a minute to see whether it trains this run (--force goes on at once)');
  const complete = input.resumption?.isLonger ?? false;
  const stopped = await openStoppedRun(input.directory, { ...waiting, force: input.force, complete });
  cleanup.always(() => stopped.run.release());
  return stopped;
}

/**
 * Weights and data must be those that the run was trained with so far. Its configuration was compared before, by who
 * loaded it.
 * @returns the changes, if they are accepted
 * @throws TesseraError `run-changed`
 */
async function checkUnchanged(
  path: string,
  before: RunInputs,
  now: RunInputs,
  { resumption, workingDirectory }: RunInput,
): Promise<string[]> {
  const changes = await inputChanges(before, now, workingDirectory);
  if (changes.length > 0 && !resumption?.acceptChanges) throw runChanged(path, changes);
  return changes;
}

/** TensorBoard's HParams view knows no such status, but it shows the figure. */
function logPruned({ logger, keeper }: Session, pruned: Pruned, observer: RunObserver): void {
  observer.pruned?.(pruned);
  keeper.pruned(pruned);
  logger.scalars('run', pruned.step, { pruned: pruned.validation });
  logger.text('pruned_why', describePruned(pruned));
}

/**
 * Trains until the end or the signal. At the end, tests the best checkpoint, on the validation split if the data has no
 * test, and writes the result. A test that is interrupted is done again when the run goes on, with no training left.
 */
async function trainAndTest(
  context: RunContext,
  parts: RunParts,
  session: Session,
): Promise<{ readonly step: number; readonly result?: RunResult }> {
  const { experiment, observer, signal } = context;
  const { built, loading } = parts;
  const { run, keeper } = session;
  const { train, seed } = experiment;
  const stop = AbortSignal.any([signal, run.lost]);
  const features = createFeatureCache(built.model, experiment.loader.frozen_features_mib * 2 ** 20);
  const { progress, dataWait, endedBy, pruned } = await fit({
    ...parts,
    ...session,
    train,
    seed,
    log: experiment.log,
    observer: keeper.watch(observer),
    features,
    checkpointFile: run.checkpointFile,
    signal: stop,
    onSave: context.onSave,
    beforeSave: async () => {
      await run.assertHeld();
      await keeper.keepBest();
    },
    seconds: keeper.seconds,
    pruning: context.pruning,
  });
  const { step, best } = progress;
  if (stop.aborted) return { step };
  if (endedBy) observer.ended?.(endedBy, step);
  if (pruned) logPruned(session, pruned, observer);
  else await context.pruning?.completed();

  const tested = await unlessAborted(testBest(context, parts, session, stop, features), signal);
  if (!tested) return { step };
  const result: RunResult = {
    id: context.id,
    name: experiment.name,
    steps: step,
    ...(endedBy && { endedBy }),
    ...(pruned && { pruned }),
    classes: built.dataset.classes.map(({ name }) => name),
    best: best && (keeper.record().best ?? best),
    ...(tested.split === 'test' ? { test: tested.result } : { val: tested.result }),
    seconds: keeper.seconds(),
    dataWait,
    skipped: skippedRows(loading.skipped()),
  };
  await run.writeResult(result);
  return { step, result };
}
