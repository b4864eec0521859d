import { join } from 'node:path';
import { componentOf, type ObjectiveSection, type SweepSection } from '../../schemas/index.ts';
import type { LoadedExperiment, SweepPoint } from '../config/index.ts';
import { namesIn } from '../core/list-folder.ts';
import { unreadable } from '../core/json-file.ts';
import { makeFolder } from '../core/make-folder.ts';
import { mapLimited } from '../core/map-limited.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import { originsFile, originsJson } from '../runs/origins.ts';
import { axesOf } from './find-sweep.ts';
import {
  appendChange,
  changeReader,
  freezeChanges,
  readLedger,
  writeLedger,
  type Ledger,
  type LedgerPoint,
} from './ledger.ts';
import { pointName } from './names.ts';
import { refresh, withoutFolder } from './point-state.ts';
import type { PointSource } from './point-source.ts';
import { prunerFile, writePruner } from './pruning.ts';
import { runsFolder, sweepPaths, type SweepPaths } from './sweep-paths.ts';

/**
 * The folder of one sweep: `sweep.json`, `base.yaml`, `origins.json`, `pruner.json`, `points/` with a config each,
 * `trials/` of a search, `rungs/` of a pruner, `claims/`, `logs/`, a run for each point.
 */
export interface SweepDirectory extends SweepPaths {
  /** What its points are ranked by, if the experiment says so. */
  readonly objective: ObjectiveSection | undefined;
  /** Which checkpoints stay, if the experiment says so. */
  readonly keep: SweepSection['keep'];
  /** The points of the current experiment, in its order. Points of earlier versions of it stay in the ledger only. */
  points(): readonly LedgerPoint[];
  /** The point's entry in the ledger. A new point gets a new entry. */
  point(point: SweepPoint): LedgerPoint;
  update(point: LedgerPoint): Promise<void>;
  /** Takes over what other processes have written of their points. @returns those points */
  follow(): Promise<readonly LedgerPoint[]>;
  /** The point's state by its run's own files. */
  look(point: SweepPoint): Promise<LedgerPoint>;
  /** Writes the whole ledger into one file. The caller must hold the sweep's lease. */
  close(): Promise<void>;
  /** The file with its pruner, if it stops runs early. */
  readonly prunerFile: string | undefined;
}

/** The most folders that are read at a time. */
const atOnce = 32;

/** Reads the state of each point. Changes nothing. */
export async function readPoints(
  path: string,
  points: readonly SweepPoint[],
  objective?: ObjectiveSection,
): Promise<LedgerPoint[]> {
  return pointsIn(path, points, objective, await readLedger(path));
}

async function pointsIn(
  path: string,
  points: readonly SweepPoint[],
  objective: ObjectiveSection | undefined,
  ledger?: Ledger,
): Promise<LedgerPoint[]> {
  const known = numbered(ledger);
  // With another objective, the figures of complete points are read again. Ledgers of earlier versions lack some.
  const isSame = ledger?.base !== undefined && JSON.stringify(ledger?.objective) === JSON.stringify(objective);
  const there = await foldersIn(runsFolder(path));
  const numberOf = numbering(known.values());
  const all = points.map((given) => known.get(given.id) ?? newPoint(given, numberOf(given)));
  return mapLimited(all, atOnce, async (point) =>
    there.has(point.name)
      ? refresh(path, isSame ? point : { ...point, record: undefined }, objective)
      : withoutFolder(point),
  );
}

/** The points of a ledger, those of earlier versions with the numbers of their order. */
function numbered(ledger: Ledger | undefined): Map<string, LedgerPoint> {
  const points = ledger?.points.map((point, index) => ({ ...point, number: point.number ?? index + 1 })) ?? [];
  return new Map(points.map((point) => [point.id, point]));
}

/**
 * Gives further points their numbers: the one that the source gave it, unless another point has that, such as from a
 * time with fewer seeds; by default the next one.
 */
function numbering(points: Iterable<LedgerPoint>): (point: SweepPoint) => number {
  const taken = new Set<number>([0]);
  for (const { number = 0 } of points) taken.add(number);
  let last = 0;
  for (const number of taken) last = Math.max(last, number);
  return ({ number }) => {
    const given = number === undefined || taken.has(number) ? last + 1 : number;
    taken.add(given);
    last = Math.max(last, given);
    return given;
  };
}

/** One listing instead of a look for each point, most of which have no folder when a large sweep starts. */
async function foldersIn(path: string): Promise<ReadonlySet<string>> {
  const names = await namesIn(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return new Set(names);
}

/** Makes the folder or opens an existing one. The caller must hold its lease, which it may then release. */
export async function openSweepDirectory(
  path: string,
  loaded: Pick<LoadedExperiment, 'experiment' | 'file' | 'id' | 'yaml' | 'explain' | 'sweep' | 'points'>,
  source: PointSource,
): Promise<SweepDirectory> {
  const { objective, prune } = loaded.sweep ?? {};
  await freezeChanges(path);
  const before = await readLedger(path);
  const points = await source.known(path);
  const current = new Map((await pointsIn(path, points, objective, before)).map((point) => [point.id, point]));
  const earlier = [...numbered(before).values()].filter((point) => !current.has(point.id));
  const all = () => [...current.values(), ...earlier];
  const header = {
    name: loaded.experiment.name,
    file: loaded.file,
    startedAt: before?.startedAt ?? new Date().toISOString(),
    base: loaded.id,
    axes: axesOf(loaded.points),
    ...(objective && { objective }),
  };

  let latest: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = latest.then(work);
    // Whoever asked for the work hears if it failed; what comes after it is done all the same.
    latest = result.catch(() => undefined);
    return result;
  };
  const own = new Set<string>();
  const changes = changeReader(path);
  // In turn: a line that was read before this process wrote the next one would take its point back to what it was.
  const follow = () =>
    inTurn(async () => {
      const news = (await changes.read()).filter(({ id }) => !own.has(id));
      for (const point of news) if (current.has(point.id) || !source.list()) current.set(point.id, point);
      return news;
    });
  const entryOf = (point: SweepPoint) => {
    return current.get(point.id) ?? newPoint(point, numbering(all())(point));
  };
  const save = () => writeLedger(path, { ...header, points: all() });
  await makeFolder(join(path, 'points'));
  await writeFileAtomic(join(path, 'base.yaml'), loaded.yaml);
  await writeFileAtomic(join(path, originsFile), originsJson(loaded.explain()));
  await writePruner(
    path,
    prune === undefined ? undefined : { pruner: componentOf(prune), ...(objective && { objective }) },
  );
  await save();
  return {
    ...sweepPaths(path),
    prunerFile: prune === undefined ? undefined : prunerFile(path),
    objective,
    keep: loaded.sweep?.keep,
    points: () => [...current.values()],
    point: entryOf,
    update(point) {
      if (point.state === 'running') own.add(point.id);
      current.set(point.id, point);
      return inTurn(async () => {
        await appendChange(path, point);
        if (point.state !== 'running') own.delete(point.id);
      });
    },
    follow,
    async look(given) {
      await follow();
      const point = await refresh(path, entryOf(given), objective);
      current.set(point.id, point);
      return point;
    },
    async close() {
      await freezeChanges(path);
      await follow();
      const there = await foldersIn(runsFolder(path));
      for (const point of current.values()) if (!there.has(point.name)) current.set(point.id, withoutFolder(point));
      await inTurn(save);
    },
  };
}

export function newPoint(point: Pick<SweepPoint, 'id' | 'overrides' | 'label'>, number: number): LedgerPoint {
  const { id, overrides, label } = point;
  return {
    id,
    number,
    ...(label !== undefined && { label }),
    name: pointName(point),
    overrides: { ...overrides },
    state: 'waiting',
    attempts: 0,
  };
}
