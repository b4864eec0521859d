import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { exists } from '../core/exists.ts';
import { attemptDifferences } from '../runs/attempt-differences.ts';
import { compareCurves, readCurves, type CurveComparison } from '../runs/curves.ts';
import { runDirectory } from '../runs/directory.ts';
import { originsFile } from '../runs/origins.ts';
import { runChanged } from '../runs/run-changed.ts';
import type { RunObserver } from '../train/observer.ts';
import { runExperiment } from '../train/run.ts';
import { codeChanges } from './code-changes.ts';
import { engineAsBefore } from './engine-as-before.ts';
import type { TrainedRun } from './open-trained-run.ts';
import { whatToRun, withOrigins } from './what-to-run.ts';

export interface ReproduceOptions {
  /** The folder of the new run; by default beside the run, as `<run>.reproduced-1`. */
  readonly into?: string | undefined;
  /** Whether to go on with other weights and data. */
  readonly acceptChanges: boolean;
  readonly command: readonly string[];
  readonly observer: ReproduceObserver;
  readonly signal: AbortSignal;
}

export interface ReproduceObserver extends RunObserver {
  /** Something is not as it was, so that numbers may differ. */
  differs(what: string): void;
}

export interface Reproduction {
  readonly directory: string;
  /** Undefined if it was interrupted. */
  readonly curves?: readonly CurveComparison[];
}

/**
 * Trains a run again in a folder of its own, with the run's own configuration and copies of plugins, on the backend and
 * with the threads of its first attempt. Then compares every curve, for a run that stopped up to its last step.
 * @throws TesseraError `run-changed` if configuration, weights or data are not those of the run
 */
export async function reproduceRun(trained: TrainedRun, options: ReproduceOptions): Promise<Reproduction> {
  const { run, record, loaded, workingDirectory } = trained;
  const { acceptChanges, command, observer, signal } = options;
  const { own } = await codeChanges(trained);
  if (own.length > 0 && !acceptChanges) throw runChanged(run.path, own);
  const [first] = record.attempts;
  for (const line of unequalAttempts(trained)) observer.differs(line);

  const directory = options.into ?? (await freePlace(run.path));
  const isComplete = record.status === 'completed';
  const reached = new AbortController();
  const what = whatToRun(loaded);
  const origins = await readFile(join(run.path, originsFile)).catch(() => undefined);
  const { engine } = engineAsBefore(loaded.experiment.engine, first!);
  const outcome = await runExperiment({
    ...what,
    kept: origins ? withOrigins(what.kept, origins) : what.kept,
    id: record.id,
    experiment: { ...what.experiment, engine },
    workingDirectory,
    directory,
    command,
    resume: false,
    reproduces: basename(run.path),
    resumption: { changes: own, acceptChanges, isLonger: false },
    ...(record.inputs && { like: { path: run.path, inputs: record.inputs } }),
    signal: AbortSignal.any([signal, reached.signal]),
    observer: {
      ...observer,
      started(start) {
        for (const line of attemptDifferences(first!, start.record.attempts[0]!)) observer.differs(line);
        observer.started(start);
      },
      stepped(report) {
        observer.stepped(report);
        if (!isComplete && report.step >= record.step) reached.abort();
      },
    },
  });
  if (outcome.status === 'interrupted' && !reached.signal.aborted) return { directory };
  const [before, now] = await Promise.all([readCurves(run), readCurves(runDirectory(directory))]);
  return { directory, curves: compareCurves(before, now, isComplete ? undefined : lastStepOf(before)) };
}

/** What a whole run from the beginning can't repeat. */
function unequalAttempts({ record: { attempts } }: TrainedRun): string[] {
  const engines = new Set(attempts.map(({ engine }) => JSON.stringify(engine)));
  return [
    ...(engines.size > 1 ? ['its attempts ran on different backends or threads: this one runs as the first did'] : []),
    ...attempts.flatMap(({ changes = [] }) => changes.map((change) => `it was changed on the way: ${change}`)),
  ];
}

function lastStepOf(curves: Awaited<ReturnType<typeof readCurves>>): number {
  return Math.max(0, ...[...curves.values()].flatMap((curve) => [...curve.keys()]));
}

async function freePlace(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const place = `${path}.reproduced-${number}`;
    if (!(await exists(place))) return place;
  }
}
