import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedExperiment, SweepPoint } from '../config/index.ts';
import { readLedger, writeLedger, type Ledger, type LedgerPoint } from './ledger.ts';
import { pointName, sweepFolderName } from './names.ts';
import { refresh } from './point-state.ts';

/** The folder of one sweep: `sweep.json`, `points/` with a config each, `logs/`, and one run for each point. */
export interface SweepDirectory {
  readonly path: string;
  /** Of the experiment as it is now, in its order. Points of an earlier form of it stay in the ledger only. */
  points(): readonly LedgerPoint[];
  update(point: LedgerPoint): Promise<void>;
  runPath(point: LedgerPoint): string;
  configFile(point: LedgerPoint): string;
  logFile(point: LedgerPoint): string;
}

export function sweepPath(runsDirectory: string, loaded: Pick<LoadedExperiment, 'experiment' | 'id'>): string {
  return join(runsDirectory, sweepFolderName(loaded));
}

/** What each point's state is, without touching anything. */
export async function readPoints(path: string, points: readonly SweepPoint[]): Promise<LedgerPoint[]> {
  const known = new Map((await readLedger(path))?.points.map((point) => [point.id, point]));
  return Promise.all(points.map((point) => refresh(path, known.get(point.id) ?? newPoint(point))));
}

/** Makes the folder or goes on with it. The caller holds its lock. */
export async function openSweepDirectory(path: string, loaded: LoadedExperiment): Promise<SweepDirectory> {
  const before = await readLedger(path);
  const current = new Map((await readPoints(path, loaded.points)).map((point) => [point.id, point]));
  const earlier = before?.points.filter((point) => !current.has(point.id)) ?? [];
  const header = {
    name: loaded.experiment.name,
    file: loaded.file,
    startedAt: before?.startedAt ?? new Date().toISOString(),
  };

  let writing = Promise.resolve();
  const save = () => {
    const ledger: Ledger = { ...header, points: [...current.values(), ...earlier] };
    return (writing = writing.then(() => writeLedger(path, ledger)));
  };
  const directory: SweepDirectory = {
    path,
    points: () => [...current.values()],
    update(point) {
      current.set(point.id, point);
      return save();
    },
    runPath: (point) => join(path, point.name),
    configFile: (point) => join(path, 'points', `${point.id}.yaml`),
    logFile: (point) => join(path, 'logs', `${point.name}.log`),
  };
  await mkdir(join(path, 'points'), { recursive: true });
  for (const { id, yaml } of loaded.points) await writeFile(directory.configFile(current.get(id)!), yaml);
  await save();
  return directory;
}

function newPoint(point: SweepPoint): LedgerPoint {
  return { id: point.id, name: pointName(point), overrides: { ...point.overrides }, state: 'waiting', attempts: 0 };
}
