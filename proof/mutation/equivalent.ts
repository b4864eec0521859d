import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

/**
 * A mutant that no test has to kill, and why: it can't be told from the original, or only by what nobody relies on.
 * It is found by its text, so a change of those lines makes the entry stale.
 */
export interface Equivalent extends Pick<Mutant, 'file' | 'within' | 'from' | 'to'> {
  readonly reason: string;
}

export const equivalentFile = 'proof/mutation/equivalent.json';

export function readEquivalents(root: string): Equivalent[] {
  const path = join(root, equivalentFile);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Equivalent[]) : [];
}

export function isSame(entry: Equivalent, { file, within, from, to }: Mutant): boolean {
  return entry.file === file && entry.within === within && entry.from === from && entry.to === to;
}

/** Entries that fit no mutant of today's sources: the code has changed, so the reason has to be looked at again. */
export function staleEquivalents(entries: readonly Equivalent[], candidates: readonly Mutant[]): Equivalent[] {
  return entries.filter((entry) => !candidates.some((mutant) => isSame(entry, mutant)));
}
