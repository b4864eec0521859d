import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { isAbsent } from './exists.ts';

/**
 * The names in a folder, in the system's order; none if it is not there.
 * @throws the system's error if that is unknown (no permission, too few file descriptors): unknown is not empty
 */
export function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(noneIfAbsent);
}

/** The same with what each of them is. */
export function entriesIn(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(noneIfAbsent);
}

function noneIfAbsent(error: unknown): never[] {
  if (isAbsent(error)) return [];
  throw error;
}
