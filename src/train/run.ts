import { watchStrayErrors } from '../core/stray-errors.ts';
import { watchRun } from '../core/watchdog.ts';
import { withCleanup, type Cleanup } from '../core/with-cleanup.ts';
import { assertCanMake } from '../runs/check-folder.ts';
import { assertNoRun, openStoppedRun, type StoppedRun } from '../runs/directory.ts';
import type { RunResult } from '../runs/result.ts';
import { loadCheckpoint } from './checkpoint.ts';
import { fit } from './fit.ts';
import { openParts, type RunParts } from './parts.ts';
import { waitingTo, type RunContext } from './run-context.ts';
import { endSession, openSession, type Session } from './session.ts';
import { skippedRows } from './skipped.ts';
import { testSplit } from './test.ts';

export interface RunInput extends RunContext {
  /** Whether to continue the run in `directory`; otherwise a new run is made there. */
  readonly resume: boolean;
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
      await assertNoRun(directory);
      await assertCanMake(directory);
    }
    begunAt = stopped?.record.step ?? 0;
    const parts = await openParts(input, cleanup);
    const session = await openSession(input, parts, stopped, cleanup);
    watchRun(directory);
    const { step, result } = await trainAndTest(input, parts, session);
    strays.signal.throwIfAborted();
    await endSession(session, result ? 'completed' : 'interrupted');
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
  return attempt.catch((error: unknown) => {
    if (signal.aborted && error === signal.reason) return { status: 'interrupted', step: begunAt };
    throw error;
  });
}

/** Opens the run that stopped. This process holds it until the end. */
async function takeOver(context: RunContext, cleanup: Cleanup): Promise<StoppedRun> {
  const stopped = await openStoppedRun(context.directory, waitingTo(context, 'to see whether it trains this run'));
  cleanup.always(() => stopped.run.release());
  return stopped;
}

/** Trains until the end or the signal. At the end, tests the best checkpoint and writes the result. */
async function trainAndTest(
  context: RunContext,
  parts: RunParts,
  session: Session,
): Promise<{ readonly step: number; readonly result?: RunResult }> {
  const { experiment, observer, signal } = context;
  const { built, loading, splits } = parts;
  const { run, keeper, logger, schedule } = session;
  const { train, seed } = experiment;
  const { progress, dataWait } = await fit({
    ...parts,
    ...session,
    train,
    seed,
    panelSamples: experiment.log.panel_samples,
    observer: keeper.watch(observer),
    checkpointFile: run.checkpointFile,
    signal: AbortSignal.any([signal, run.lost]),
    beforeSave: run.assertHeld,
  });
  const { step, best } = progress;
  if (step < schedule.totalSteps) return { step };

  await loadCheckpoint(run.checkpointFile('best'), { model: built.model.stateDict() });
  const test = await testSplit({ ...built, loading, samples: splits.test, batchSize: train.batch_size, observer });
  logger.scalars('test', step, test.values);
  const result: RunResult = {
    id: context.id,
    name: experiment.name,
    steps: step,
    classes: built.dataset.classes.map(({ name }) => name),
    best,
    test: test.result,
    seconds: keeper.seconds(),
    dataWait,
    skipped: skippedRows(loading.skipped()),
  };
  await run.writeResult(result);
  return { step, result };
}
