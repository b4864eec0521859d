import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { logFile } from './attempt-log.ts';
import { configOf } from './config-of.ts';
import { curvePoints, summarizeCurve, type CurvePoint, type CurveSummary } from './curve-summary.ts';
import { readCurves } from './curves.ts';
import { runDirectory } from './directory.ts';
import { runFigures, type RunFigures } from './figures.ts';
import { livenessOf, type RunState } from './liveness.ts';
import { readNotes, type Notes } from './notes.ts';
import type { RunRecord } from './record.ts';
import type { RunResult } from './result.ts';

/** All that a run's folder tells of it. */
export interface Story {
  readonly path: string;
  readonly status: RunState;
  readonly record: RunRecord;
  readonly config: unknown;
  readonly notes: Notes;
  readonly figures: RunFigures;
  readonly result?: RunResult;
  /** The metric that decides, by validation, and the training loss. */
  readonly curves: readonly StoryCurve[];
  readonly checkpoints: readonly { readonly name: string; readonly bytes: number }[];
  readonly evaluations: readonly string[];
  /** The last lines of the last attempt's log, if it failed. */
  readonly lastWords: readonly string[];
}

export interface StoryCurve extends CurveSummary {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

/** @throws TesseraError `run-missing`, `file-unreadable` */
export async function readStory(path: string): Promise<Story> {
  const run = runDirectory(path);
  const [record, result, notes] = await Promise.all([run.readRecord(), run.readResult(), readNotes(path)]);
  if (!record) throw new TesseraError({ code: 'run-missing', message: `expected a run, ${path} has no run.json` });
  const [config, curves, { state }] = await Promise.all([
    configOf(run, record),
    readCurves(run),
    livenessOf(run, record),
  ]);
  const figures = runFigures(record, result);
  const { metric = 'loss', direction = 'min' } = figures.validation ?? {};
  const curve = (name: string, better: 'max' | 'min'): StoryCurve[] => {
    const values = curves.get(name);
    return values ? [{ name, points: curvePoints(values), ...summarizeCurve(values, better) }] : [];
  };
  return {
    path,
    status: state,
    record,
    config,
    notes,
    figures,
    ...(result && { result }),
    curves: [...curve('train/loss', 'min'), ...curve(`val/${metric}`, direction)],
    checkpoints: await checkpointsIn(join(path, 'checkpoints')),
    evaluations: (await readdir(join(path, 'evaluations')).catch(() => [])).sort(),
    lastWords: state === 'failed' ? await endOf(logFile(path, record.attempts.at(-1)!.number)) : [],
  };
}

async function checkpointsIn(folder: string): Promise<Story['checkpoints']> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.safetensors'));
  const numbered = names.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return Promise.all(
    numbered.map(async (name) => ({
      name: name.replace(/\.safetensors$/, ''),
      bytes: (await stat(join(folder, name))).size,
    })),
  );
}

async function endOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .trimEnd()
    .split('\n')
    .slice(-8)
    .filter((line) => line !== '');
}
