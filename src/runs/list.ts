import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isAlive, runDirectory } from './directory.ts';
import type { RunStatus } from './record.ts';

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

/** The first metric: on the test split once that is done, before that its best value on the validation split. */
export interface Figure {
  readonly split: 'test' | 'val';
  readonly metric: string;
  readonly value: number;
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
  const figure = await figureOf(path);
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

async function figureOf(path: string): Promise<Figure | undefined> {
  const run = runDirectory(path);
  const [first] = Object.entries((await run.readResult())?.test.metrics ?? {});
  return first ? { split: 'test', metric: first[0], value: first[1].value } : bestValidation(run.metricsFile);
}

/** Reads `metrics.jsonl`. Losses are better when smaller, metrics when larger. */
async function bestValidation(metricsFile: string): Promise<Figure | undefined> {
  const text = await readFile(metricsFile, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line.includes('"split":"val"')).flatMap(parseValues);
  const metric = Object.keys(lines[0] ?? {}).find((key) => key !== 'loss');
  const values = lines.map((line) => line[metric ?? '']).filter((value) => typeof value === 'number');
  return metric === undefined || values.length === 0 ? undefined : { split: 'val', metric, value: Math.max(...values) };
}

/** A last line that is being written is no line yet. */
function parseValues(line: string): Record<string, number>[] {
  try {
    return [(JSON.parse(line) as { values: Record<string, number> }).values];
  } catch {
    return [];
  }
}
