import { readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { messageOf, TesseraError } from '../core/errors/index.ts';
import { isAbsent } from '../core/exists.ts';
import { mapLimited } from '../core/map-limited.ts';
import { runDirectory } from './directory.ts';
import { livenessOf, type RunState } from './liveness.ts';
import type { RunRecord } from './record.ts';
import { finalFigures } from './result.ts';

export interface RunSummary {
  /** Path relative to the folder of runs; `<sweep>/<point>` for a point of a sweep. */
  readonly path: string;
  readonly id: string;
  readonly name: string;
  /**
   * A run whose process has ended without a result is `interrupted`. For one that can't be read, `error` has the
   * reason.
   */
  readonly status: RunState | 'unreadable';
  readonly step: number;
  readonly totalSteps: number;
  /** ISO 8601; empty if the run can't be read. */
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly seconds: number;
  readonly figure?: Figure;
  readonly error?: string;
}

/** The first metric on the test split; before the test is done, the best validation by the metric that decides. */
export interface Figure {
  readonly split: 'test' | 'val';
  readonly metric: string;
  /** NaN if nothing could be counted. */
  readonly value: number;
}

/**
 * All runs in a folder, with those of its sweeps, newest first. A run that can't be read is listed with the reason.
 * @throws TesseraError `file-unreadable` if the folder itself can't be read
 */
export async function listRuns(runsDirectory: string): Promise<RunSummary[]> {
  const runs = await mapLimited(await findRuns(runsDirectory), atOnce, async (found): Promise<RunSummary> => {
    const path = relative(runsDirectory, found.path);
    if (found.problem !== undefined) return unreadable(path, found.problem);
    return summaryOf(found.path, path).catch((error: unknown) => unreadable(path, messageOf(error)));
  });
  return runs.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** The most files that are open at a time. */
const atOnce = 32;

interface FoundRun {
  readonly path: string;
  readonly problem?: string;
}

/**
 * A folder with `run.json` is a run, one with `sweep.json` contains runs, and one with checkpoints only is a damaged
 * run.
 */
async function findRuns(directory: string): Promise<FoundRun[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw new TesseraError({ code: 'file-unreadable', message: `${directory} can't be read: ${messageOf(error)}` });
  });
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const found = await mapLimited(folders, atOnce, async ({ name }): Promise<FoundRun[]> => {
    const path = join(directory, name);
    try {
      const names = await readdir(path);
      if (names.includes('run.json')) return [{ path }];
      if (names.includes('sweep.json')) return await findRuns(path);
      return names.includes('checkpoints') ? [{ path, problem: 'it has no run.json' }] : [];
    } catch (error) {
      return isAbsent(error) ? [] : [{ path, problem: messageOf(error) }];
    }
  });
  return found.flat();
}

function unreadable(path: string, reason: string): RunSummary {
  const nothing = { id: '', step: 0, totalSteps: 0, startedAt: '', seconds: 0 };
  return { path, name: basename(path), status: 'unreadable', ...nothing, error: reason };
}

async function summaryOf(path: string, shownPath: string): Promise<RunSummary> {
  const run = runDirectory(path);
  const record = await run.readRecord();
  if (!record) return unreadable(shownPath, 'it has no run.json');
  const { id, name, step, totalSteps, startedAt, endedAt, seconds, error } = record;
  const { state } = await livenessOf(run, record);
  const figure = await figureOf(path, record);
  return {
    path: shownPath,
    id,
    name,
    status: state,
    step,
    totalSteps,
    startedAt,
    ...(endedAt !== undefined && { endedAt }),
    seconds,
    ...(figure && { figure }),
    ...(error !== undefined && { error }),
  };
}

async function figureOf(path: string, { best }: RunRecord): Promise<Figure | undefined> {
  const result = await runDirectory(path).readResult();
  const { split, figures } = result ? finalFigures(result) : { split: 'val' as const, figures: undefined };
  const [first] = Object.entries(figures?.metrics ?? {});
  if (first) return { split, metric: first[0], value: first[1].value };
  return best && { split: 'val', metric: best.metric, value: best.value };
}
