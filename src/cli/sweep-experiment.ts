import { resolve } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { exitCodes, type ExitCode } from '../core/errors/index.ts';
import { eventLine } from '../events/event-line.ts';
import { alsoAsEvents } from '../events/sweep-events.ts';
import { localLauncher } from '../launch/local.ts';
import { selfCommand } from '../launch/self.ts';
import { dryRunSweep } from './dry-run-sweep.ts';
import { sweepJson } from '../sweep/results.ts';
import { retriesOf } from '../sweep/retries.ts';
import { runSweep, type SweepOptions, type SweepResult } from '../sweep/run-sweep.ts';
import { pointWorker } from '../launch/worker.ts';
import type { Rerun } from '../sweep/select.ts';
import { checkSweep } from './check-sweep.ts';
import type { CliContext } from './context.ts';
import { withPlaces } from './load.ts';
import { createSweepReporter } from './report/sweep-reporter.ts';
import { tellSweepEnd } from './report/sweep-end.ts';
import { writeSweepResults, type SweepFiles } from './write-sweep-results.ts';

/** What the command line says about a sweep. */
export interface SweepArguments {
  readonly runs: string;
  readonly jobs: number;
  readonly rerun?: Rerun;
  readonly only?: readonly string[];
  readonly force?: boolean;
  /** Seconds. */
  readonly maxTime?: number;
  readonly retries?: number;
  readonly failFast?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/**
 * Runs a sweep and prints how it ended. Exit code 0 if every point is complete, 1 if one isn't, 130 after an interrupt.
 */
export async function sweepExperiment(
  loaded: LoadedExperiment,
  args: SweepArguments,
  context: CliContext,
  tessera: SweepOptions['tessera'] = selfCommand,
  worker: SweepOptions['worker'] = selfCommand([pointWorker]),
): Promise<ExitCode> {
  const options = { atOnce: args.jobs, rerun: args.rerun, only: args.only, force: args.force };
  const runsDirectory = resolve(context.workingDirectory, args.runs);
  await withPlaces(loaded, () => checkSweep(loaded, runsDirectory, context));
  if (args.dryRun) return dryRunSweep(loaded, runsDirectory, args, context);

  const { describeSharing } = await import('../engine/sharing.ts');
  const sharing = await describeSharing(loaded.experiment.engine, args.jobs);
  if (sharing !== undefined) context.err(sharing);

  const { fail_fast: failFast = false } = loaded.sweep ?? {};
  const { event } = context;
  const result = await runSweep(loaded, {
    ...options,
    runsDirectory,
    workingDirectory: context.workingDirectory,
    launcher: localLauncher(),
    tessera,
    worker,
    maxSeconds: args.maxTime,
    retries: retriesOf(loaded.sweep, args.retries),
    failFast: args.failFast ?? failFast,
    observer: event
      ? alsoAsEvents(createSweepReporter(context), (each) => event(eventLine(each)))
      : createSweepReporter(context),
    onInterrupt: (listener) => context.onInterrupt(listener),
    onSave: (listener) => context.onSave(listener),
  });
  const files = await writeSweepResults(result.path, result.points);
  report(result, files, args, context);
  if (result.interrupted) return exitCodes.interrupted;
  return (!result.stoppedBy && result.points.every(({ state }) => state === 'completed')) ||
    isSelectionDone(result, args)
    ? exitCodes.done
    : exitCodes.runFailed;
}

function report(result: SweepResult, files: SweepFiles, args: SweepArguments, context: CliContext): void {
  const { path, points, interrupted, stoppedBy } = result;
  if (args.json) {
    const isComplete = points.every(({ state }) => state === 'completed');
    const status = interrupted ? 'interrupted' : stoppedBy ? 'stopped' : isComplete ? 'completed' : 'failed';
    context.data(eventLine({ event: 'end', of: 'sweep', status, ...sweepJson(path, points) }));
    return;
  }
  tellSweepEnd(path, points, files, howToGoOn(result), context);
}

function howToGoOn({ points, interrupted, stoppedBy }: SweepResult): string | undefined {
  if (interrupted) return 'Interrupted. The same command goes on where it stopped.';
  if (stoppedBy === 'time') return 'The time was up. The same command goes on where it stopped.';
  if (points.some(({ state }) => state === 'failed'))
    return 'To run the failed points again: the same command with --rerun failed';
  return undefined;
}

/** With `--only`, the exit code depends on the points that it names. */
function isSelectionDone({ points }: SweepResult, { only }: SweepArguments): boolean {
  if (!only) return false;
  return points.every(({ id, name, state }) => state === 'completed' || !(only.includes(id) || only.includes(name)));
}
