import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedExperiment, SweepPoint } from '../config/index.ts';
import { readLedger, type Ledger } from './ledger.ts';
import { sweepFolderName } from './names.ts';
import { folderOfJob } from './sweep-paths.ts';

export type SweepIdentity = Pick<LoadedExperiment, 'experiment' | 'id'> & {
  readonly points: readonly Pick<SweepPoint, 'overrides'>[];
};

/** The keys that vary, sorted. Repeating points with other seeds makes no other sweep, so the seed doesn't count. */
export function axesOf(points: readonly Pick<SweepPoint, 'overrides'>[]): string[] {
  const keys = new Set(points.flatMap(({ overrides }) => Object.keys(overrides)));
  keys.delete('seed');
  return [...keys].sort();
}

/**
 * The folder of a sweep. A sweep is the same as long as its base is, and the keys that vary are the same, or some were
 * added or taken away: then its points join those that have run. A sweep over other keys of the same base is another
 * one, with a folder of its own. An experiment without a sweep has a folder for its job.
 */
export async function findSweep(runsDirectory: string, loaded: SweepIdentity): Promise<string> {
  const { experiment, id, points } = loaded;
  if (points.length === 0) return folderOfJob(runsDirectory, `${experiment.name}-${id}`);
  const axes = axesOf(points);
  const first = sweepFolderName(loaded);
  const sweeps = (await sweepsNamed(runsDirectory, experiment.name)).filter(
    ({ name, ledger }) => name === first || ledger.base === id,
  );
  const ranked = sweeps
    .map(({ name, ledger }) => ({ name, likeness: likeness(ledger.axes ?? axesOf(ledger.points), axes) }))
    .filter((sweep) => sweep.likeness > 0)
    .sort((a, b) => b.likeness - a.likeness || Number(b.name === first) - Number(a.name === first));
  if (ranked[0]) return join(runsDirectory, ranked[0].name);
  const isTaken = sweeps.some(({ name }) => name === first);
  return join(runsDirectory, isTaken ? sweepFolderName(loaded, axes) : first);
}

export interface FoundSweep {
  /** The name of its folder. */
  readonly name: string;
  readonly ledger: Ledger;
}

/** The sweeps of experiments with this name. What can't be read is left out: whoever opens it says why. */
export async function sweepsNamed(runsDirectory: string, name: string): Promise<FoundSweep[]> {
  const names = await readdir(runsDirectory).catch(() => []);
  const digest = /^[0-9a-f]{8}$/;
  const mine = names.filter((each) => each.startsWith(`${name}-`) && digest.test(each.slice(name.length + 1))).sort();
  const found = await Promise.all(
    mine.map(async (each): Promise<FoundSweep[]> => {
      const ledger = await readLedger(join(runsDirectory, each)).catch(() => undefined);
      return ledger ? [{ name: each, ledger }] : [];
    }),
  );
  return found.flat();
}

/** 2 for the same keys, 1 if one has all keys of the other and more, else 0. */
function likeness(before: readonly string[], now: readonly string[]): number {
  if (before.join(' ') === now.join(' ')) return 2;
  if (before.length === 0 || now.length === 0) return 0;
  const contains = (outer: readonly string[], inner: readonly string[]) => inner.every((key) => outer.includes(key));
  return contains(before, now) || contains(now, before) ? 1 : 0;
}
