import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { TesseraError } from '../core/errors/index.ts';
import { migrate } from '../core/format/index.ts';
import { runDirectory } from './directory.ts';
import { leaves } from './hyper-parameters.ts';

export type Cell = string | number | boolean | null;

/** One value for each run, in their order; null where a run has none. */
export interface Row {
  readonly name: string;
  readonly values: readonly Cell[];
}

export interface Comparison {
  /** Keys of the configurations whose values differ. */
  readonly config: readonly Row[];
  /** Of the test split; the loss last. */
  readonly metrics: readonly Row[];
  /** Status, steps, training time, backend, commit. */
  readonly about: readonly Row[];
}

/** Sets runs side by side. @throws TesseraError `run-missing` for a folder that isn't a run */
export async function compareRuns(paths: readonly string[]): Promise<Comparison> {
  const runs = await Promise.all(paths.map(readRun));
  return {
    config: rowsOf(runs.map(({ config }) => config)).filter(({ values }) => new Set(values).size > 1),
    metrics: rowsOf(runs.map(({ metrics }) => metrics)),
    about: rowsOf(runs.map(({ about }) => about)),
  };
}

type Cells = Readonly<Record<string, Cell>>;

async function readRun(path: string): Promise<{ config: Cells; metrics: Cells; about: Cells }> {
  const run = runDirectory(path);
  const [record, result] = await Promise.all([run.readRecord(), run.readResult()]);
  if (!record) throw new TesseraError({ code: 'run-missing', message: `expected a run, ${path} has no run.json` });
  const saved: unknown = parse(await readFile(run.configFile, 'utf8'));
  const config = migrate(saved, { document: 'config', file: run.configFile });
  const { status, step, totalSteps, seconds, backend, git } = record;
  const metrics = Object.entries(result?.test.metrics ?? {}).map(([name, { value }]) => [name, value] as const);
  return {
    config: Object.fromEntries(leaves('', config)),
    metrics: { ...Object.fromEntries(metrics), ...(result && { loss: result.test.loss }) },
    about: { status, steps: `${step}/${totalSteps}`, seconds, backend, commit: git ? `${git.commit.slice(0, 8)}${git.dirty ? ' + changes' : ''}` : null },
  };
}

/** In the order in which names first appear, the loss last. */
function rowsOf(runs: readonly Cells[]): Row[] {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))];
  const ordered = [...names.filter((name) => name !== 'loss'), ...names.filter((name) => name === 'loss')];
  return ordered.map((name) => ({ name, values: runs.map((run) => run[name] ?? null) }));
}
