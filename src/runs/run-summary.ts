import { basename, join } from 'node:path';
import { readFormatted } from '../core/format/index.ts';
import { plainReader, type FileReader } from '../core/many-files.ts';
import type { Direction } from '../registry/index.ts';
import { runDirectory } from './directory.ts';
import { figureList, runFigures, type BestValidation } from './figures.ts';
import type { FoundRun } from './find-runs.ts';
import { configOf } from './config-of.ts';
import type { ListedRun } from './list.ts';
import { livenessOf, type RunState } from './liveness.ts';
import { notesFile, readNotes } from './notes.ts';
import { shownState, type Pruned } from './pruned.ts';
import { recordSummarySchema, type RecordSummary } from './record.ts';
import { runResultSchema, type SplitResult } from './result.ts';

/** Where a run lies. Paths are relative to the folder of runs. */
export interface RunPlace {
  /** `<sweep>/<point>` for a point of a sweep. */
  readonly path: string;
  /** The sweep's folder, if it is a point of one. */
  readonly sweep?: string;
  /** The values that the sweep sets for it. */
  readonly swept?: Readonly<Record<string, unknown>>;
}

export interface RunSummary extends RunPlace {
  readonly id: string;
  readonly name: string;
  /**
   * A run whose process has ended without a result is `interrupted`; one that a sweep's pruner stopped is `pruned`. For
   * one that can't be read, `error` has the reason.
   */
  readonly status: RunState | 'pruned' | 'unreadable';
  readonly step: number;
  readonly totalSteps: number;
  /** ISO 8601; empty if the run can't be read. */
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly seconds: number;
  /** The best validation so far, by the metric that decides. Runs are chosen by it. */
  readonly validation?: BestValidation;
  /** All figures of that validation, by name. Runs of earlier versions have kept none. */
  readonly val?: Figures;
  /** The best checkpoint's figures on the test split, by name. */
  readonly test?: Figures;
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly archived?: true;
  /** Names of what `tessera test` has left in its folder. */
  readonly evaluations?: readonly string[];
  /** Why a sweep's pruner stopped it. */
  readonly pruned?: Pruned;
  /** Why it failed, or can't be read. */
  readonly error?: string;
}

export type Figures = Readonly<Record<string, number>>;

/** Reads what a list tells of a run: two or three small files. @throws TesseraError or the system's error */
export async function readSummary(
  { path, names }: FoundRun,
  place: RunPlace,
  reader: FileReader = plainReader,
): Promise<ListedRun> {
  const run = runDirectory(path);
  const [record, result, notes, evaluations] = await Promise.all([
    readFormatted(run.recordFile, 'record', recordSummarySchema, reader),
    names.includes('result.json') ? readFormatted(run.resultFile, 'result', runResultSchema, reader) : undefined,
    names.includes(notesFile) ? readNotes(path, reader) : undefined,
    names.includes('evaluations') ? reader.names(join(path, 'evaluations')) : [],
  ]);
  if (!record) return { ...unreadableRun(place, 'it has no run.json'), config: async () => undefined };
  const { id, name, step, totalSteps, startedAt, endedAt, seconds, error } = record;
  const { validation, atBest, test } = runFigures(record, result);
  return {
    ...place,
    id,
    name,
    status: shownState({ state: await stateOf(run, record, names), pruned: record.pruned }),
    step,
    totalSteps,
    startedAt,
    ...(endedAt !== undefined && { endedAt }),
    seconds,
    ...(validation && { validation }),
    ...(atBest && { val: valuesOf(atBest) }),
    ...(test && { test: valuesOf(test) }),
    ...(notes && notes.tags.length > 0 && { tags: notes.tags }),
    ...(notes?.note !== undefined && { note: notes.note }),
    ...(notes?.archived && { archived: true }),
    ...(evaluations.length > 0 && { evaluations: evaluations.toSorted() }),
    ...(record.pruned && { pruned: record.pruned }),
    ...(error !== undefined && { error }),
    directions: directionsOf([test, atBest]),
    // It is most of the record, and few lists ask for it.
    config: async () => configOf(run, (await run.readRecord())!).catch(() => undefined),
  };
}

export function unreadableRun(place: RunPlace, reason: string): RunSummary {
  const nothing = { id: '', step: 0, totalSteps: 0, startedAt: '', seconds: 0 };
  return { ...place, name: basename(place.path), status: 'unreadable', ...nothing, error: reason };
}

/** A run that has ended and has no lease is as its record says. Others are looked at. */
async function stateOf(
  run: ReturnType<typeof runDirectory>,
  record: RecordSummary,
  names: readonly string[],
): Promise<RunState> {
  if (record.status !== 'running' && !names.includes(basename(run.leaseFile))) return record.status;
  return (await livenessOf(run, record)).state;
}

function directionsOf(splits: readonly (SplitResult | undefined)[]): Readonly<Record<string, Direction>> {
  const figures = splits.flatMap((split) => (split ? figureList(split) : []));
  return Object.fromEntries(figures.map(({ name, direction }) => [name, direction]));
}

function valuesOf(split: SplitResult): Figures {
  return Object.fromEntries(figureList(split).map(({ name, value }) => [name, value]));
}
