import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { LoadedExperiment } from '../config/index.ts';
import { leaves } from '../runs/leaves.ts';
import { sweepsNamed } from './find-sweep.ts';

export interface ChangedBase {
  /** The folder of the earlier sweep. */
  readonly path: string;
  /** `optimizer.lr: 0.1 -> 0.01`, a line for each key. */
  readonly differences: readonly string[];
}

/**
 * What has changed in the experiment of a sweep since its file was started last, if that makes it another sweep:
 * nothing of the earlier one counts for this one then. Undefined if this sweep has a folder, or there is no earlier
 * one.
 */
export async function changedBase(
  runsDirectory: string,
  loaded: Pick<LoadedExperiment, 'experiment' | 'id' | 'file' | 'yaml'>,
  path: string,
): Promise<ChangedBase | undefined> {
  const sweeps = await sweepsNamed(runsDirectory, loaded.experiment.name);
  if (sweeps.some(({ name }) => name === basename(path))) return undefined;
  const earlier = sweeps
    .filter(({ ledger }) => ledger.file === loaded.file && ledger.base !== undefined && ledger.base !== loaded.id)
    .toSorted((a, b) => (a.ledger.startedAt < b.ledger.startedAt ? 1 : -1))[0];
  if (!earlier) return undefined;
  const before = join(runsDirectory, earlier.name);
  const text = await readFile(join(before, 'base.yaml'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : { path: before, differences: differencesOf(text, loaded.yaml) };
}

/** The keys whose values differ between two configurations. If there are none, only code has changed. */
export function differencesOf(before: string, now: string): string[] {
  const [old, current] = [before, now].map((text) => new Map(leaves('', parse(text))));
  const keys = [...new Set([...old!.keys(), ...current!.keys()])];
  const lines = keys
    .filter((key) => old!.get(key) !== current!.get(key))
    .map((key) => `${key}: ${shown(old!.get(key))} -> ${shown(current!.get(key))}`);
  return lines.length > 0 ? lines : ['the code of its plugins'];
}

function shown(leaf: unknown): string {
  return leaf === undefined ? 'nothing' : String(leaf);
}
