import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedExperiment, SweepPoint } from '../config/index.ts';
import { isAbsent } from '../core/exists.ts';
import { unreadable } from '../core/json-file.ts';
import { mapLimited } from '../core/map-limited.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import { originsFile, originsJson } from '../runs/origins.ts';
import { appendChange, readLedger, writeLedger, type Ledger, type LedgerPoint } from './ledger.ts';
import { pointName, sweepFolderName } from './names.ts';
import { refresh, withoutFolder } from './point-state.ts';
import type { PointSource } from './point-source.ts';

/** The folder of one sweep: `sweep.json`, `origins.json`, `points/` with a config each, `logs/`, a run for each point. */
export interface SweepDirectory {
  readonly path: string;
  /** The points of the current experiment, in its order. Points of earlier versions of it stay in the ledger only. */
  points(): readonly LedgerPoint[];
  /** The point's entry in the ledger. A new point gets a new entry. */
  point(point: SweepPoint): LedgerPoint;
  update(point: LedgerPoint): Promise<void>;
  /** Writes the whole ledger into one file. */
  close(): Promise<void>;
  runPath(point: LedgerPoint): string;
  configFile(point: LedgerPoint): string;
  logFile(point: LedgerPoint): string;
  /** The file to which the point's process writes why it failed. */
  reportFile(point: LedgerPoint): string;
}

/** The most folders that are read at a time. */
const atOnce = 32;

export function sweepPath(runsDirectory: string, loaded: Pick<LoadedExperiment, 'experiment' | 'id'>): string {
  return join(runsDirectory, sweepFolderName(loaded));
}

/** Reads the state of each point. Changes nothing. */
export async function readPoints(path: string, points: readonly SweepPoint[]): Promise<LedgerPoint[]> {
  return pointsIn(path, points, await readLedger(path));
}

async function pointsIn(path: string, points: readonly SweepPoint[], ledger?: Ledger): Promise<LedgerPoint[]> {
  const known = new Map(ledger?.points.map((point) => [point.id, point]));
  const there = await namesIn(path);
  return mapLimited(points, atOnce, async (given) => {
    const point = known.get(given.id) ?? newPoint(given);
    return there.has(point.name) ? refresh(path, point) : withoutFolder(point);
  });
}

/** One listing instead of a look for each point, most of which have no folder when a large sweep starts. */
async function namesIn(path: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(await readdir(path));
  } catch (error) {
    if (isAbsent(error)) return new Set();
    throw unreadable(path, error);
  }
}

/** Makes the folder or opens an existing one. The caller must hold its lease. */
export async function openSweepDirectory(
  path: string,
  loaded: Pick<LoadedExperiment, 'experiment' | 'file' | 'explain'>,
  source: PointSource,
): Promise<SweepDirectory> {
  const before = await readLedger(path);
  const points = source.list() ?? before?.points.flatMap((point) => source.pointOf(point) ?? []) ?? [];
  const current = new Map((await pointsIn(path, points, before)).map((point) => [point.id, point]));
  const earlier = before?.points.filter((point) => !current.has(point.id)) ?? [];
  const header = {
    name: loaded.experiment.name,
    file: loaded.file,
    startedAt: before?.startedAt ?? new Date().toISOString(),
  };

  let writing = Promise.resolve();
  const inTurn = (write: () => Promise<void>) => (writing = writing.catch(() => undefined).then(write));
  const saveAll = () => {
    const ledger: Ledger = { ...header, points: [...current.values(), ...earlier] };
    return writeLedger(path, ledger);
  };
  await mkdir(join(path, 'points'), { recursive: true });
  await writeFileAtomic(join(path, originsFile), originsJson(loaded.explain()));
  await saveAll();
  return {
    path,
    points: () => [...current.values()],
    point: (point) => current.get(point.id) ?? newPoint(point),
    update(point) {
      current.set(point.id, point);
      return inTurn(() => appendChange(path, point));
    },
    close: () => inTurn(saveAll),
    runPath: (point) => join(path, point.name),
    configFile: (point) => join(path, 'points', `${point.id}.yaml`),
    logFile: (point) => join(path, 'logs', `${point.name}.log`),
    reportFile: (point) => join(path, 'logs', `${point.name}.error.json`),
  };
}

function newPoint(point: SweepPoint): LedgerPoint {
  return { id: point.id, name: pointName(point), overrides: { ...point.overrides }, state: 'waiting', attempts: 0 };
}
