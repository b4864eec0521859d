import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isAlive, runDirectory } from './directory.ts';
import type { RunRecord, RunStatus } from './record.ts';

export interface RunSummary {
  /** Relative to the folder of runs; of a sweep's point, `<sweep>/<point>`. */
  readonly path: string;
  readonly id: string;
  readonly name: string;
  /** A run whose process is gone is interrupted, whatever it wrote last. */
  readonly status: RunStatus;
  readonly step: number;
  readonly totalSteps: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly seconds: number;
  readonly figure?: Figure;
  readonly error?: string;
}

/** The first metric on the test split once that is done; before that, the best validation by the metric that decides. */
export interface Figure {
  readonly split: 'test' | 'val';
  readonly metric: string;
  /** Null if nothing could be counted. */
  readonly value: number | null;
}

/** All runs in a folder, those of its sweeps too, newest first. */
export async function listRuns(runsDirectory: string): Promise<RunSummary[]> {
  const paths = await findRunPaths(runsDirectory);
  const runs = await Promise.all(paths.map((path) => summaryOf(runsDirectory, path)));
  return runs.filter((run) => run !== undefined).toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** A folder with a run.json is a run; one with a sweep.json holds runs. */
async function findRunPaths(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const found = folders.map(async ({ name }): Promise<string[]> => {
    const path = join(directory, name);
    const names: string[] = await readdir(path).catch(() => []);
    if (names.includes('run.json')) return [path];
    return names.includes('sweep.json') ? findRunPaths(path) : [];
  });
  return (await Promise.all(found)).flat();
}

async function summaryOf(runsDirectory: string, path: string): Promise<RunSummary | undefined> {
  const record = await runDirectory(path).readRecord();
  if (!record) return undefined;
  const { id, name, step, totalSteps, startedAt, endedAt, seconds, error } = record;
  const status = record.status === 'running' && !isAlive(record) ? 'interrupted' : record.status;
  const figure = await figureOf(path, record);
  return {
    path: relative(runsDirectory, path),
    id,
    name,
    status,
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
  const [first] = Object.entries(result?.test.metrics ?? {});
  if (first) return { split: 'test', metric: first[0], value: first[1].value };
  return best && { split: 'val', metric: best.metric, value: best.value };
}
