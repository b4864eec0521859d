import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { TesseraError } from '../core/errors/index.ts';
import { migrate } from '../core/format/index.ts';
import { unreadable } from '../core/json-file.ts';
import { isPlainObject } from '../core/plain-object.ts';
import { runDirectory } from './directory.ts';
import { livenessOf } from './liveness.ts';
import type { Direction } from '../registry/index.ts';
import { leaves } from './leaves.ts';
import type { RunResult, SplitResult } from './result.ts';

export type Cell = string | number | boolean | null;

/** One value for each run, in their order; null where a run has none. */
export interface Row {
  readonly name: string;
  readonly values: readonly Cell[];
}

export interface MetricRow extends Row {
  readonly direction: Direction;
}

export interface Comparison {
  /** Keys of the configurations whose values differ, without the section `log`. */
  readonly config: readonly Row[];
  /** Metrics of the test split, then its losses. Those of runs without a test split are the validation's, `val/...`. */
  readonly metrics: readonly MetricRow[];
  /** Status, steps, training time, backend, commit. */
  readonly about: readonly Row[];
}

/**
 * Sets runs side by side.
 * @param complete gives a configuration the keys that it doesn't say, so that those that came later are no difference
 * @throws TesseraError `run-missing` for a folder that isn't a run, `file-unreadable` for one that
 * can't be read
 */
export async function compareRuns(
  paths: readonly string[],
  complete: (config: object) => object = (config) => config,
): Promise<Comparison> {
  const runs = await Promise.all(paths.map((path) => readRun(path, complete)));
  return {
    config: rowsOf(runs.map(({ config }) => config)).filter(({ values }) => new Set(values).size > 1),
    metrics: [
      ...metricRowsOf(runs.map(({ result }) => result?.test)),
      ...metricRowsOf(runs.map(({ result }) => result?.val)).map((row) => ({ ...row, name: `val/${row.name}` })),
    ],
    about: rowsOf(runs.map(({ about }) => about)),
  };
}

type Cells = Readonly<Record<string, Cell>>;

async function readRun(
  path: string,
  complete: (config: object) => object,
): Promise<{ config: Cells; result: RunResult | undefined; about: Cells }> {
  const run = runDirectory(path);
  const [record, result] = await Promise.all([run.readRecord(), run.readResult()]);
  if (!record) throw new TesseraError({ code: 'run-missing', message: `expected a run, ${path} has no run.json` });
  const saved: unknown = parse(await readFile(run.configFile, 'utf8').catch((error: unknown) => Promise.reject(unreadable(run.configFile, error))));
  const { state } = await livenessOf(run, record);
  const written = migrate(saved, { document: 'config', file: run.configFile });
  const config = isPlainObject(written) ? complete(written) : written;
  const { step, totalSteps, seconds, attempts } = record;
  const { backend, git } = attempts.at(-1)!;
  return {
    config: Object.fromEntries(leaves('', config).filter(([key]) => !key.startsWith('log.'))),
    result,
    about: { status: state, steps: `${step}/${totalSteps}`, seconds, backend, commit: git ? `${git.commit.slice(0, 8)}${git.dirty ? ' + changes' : ''}` : null },
  };
}

/** In the order in which names first appear. */
function rowsOf(runs: readonly Cells[]): Row[] {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))];
  return names.map((name) => ({ name, values: runs.map((run) => run[name] ?? null) }));
}

/** The metrics in their order of appearance, then the losses, which are not among a result's metrics. */
function metricRowsOf(runs: readonly (SplitResult | undefined)[]): MetricRow[] {
  if (runs.every((run) => run === undefined)) return [];
  const named = runs.flatMap((run) => Object.entries(run?.metrics ?? {}));
  const directions = new Map(named.map(([name, { direction }]) => [name, direction]));
  const lossNames = [...new Set(runs.flatMap((run) => Object.keys(run?.losses ?? {})))];
  return [
    ...[...directions].map(([name, direction]) => ({
      name,
      values: runs.map((run) => run?.metrics[name]?.value ?? null),
      direction,
    })),
    { name: 'loss', values: runs.map((run) => run?.loss ?? null), direction: 'min' },
    ...lossNames.map((name) => ({
      name,
      values: runs.map((run) => run?.losses?.[name] ?? null),
      direction: 'min' as const,
    })),
  ];
}
