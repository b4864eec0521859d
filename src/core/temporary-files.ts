import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a file or folder is made before it is renamed to its place: beside it, under a name that no other process takes. */
export function temporaryPath(path: string): string {
  return `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}

export function isTemporary(name: string): boolean {
  return /\.\d+-[0-9a-f]{8}\.tmp$|\.[0-9a-f]{16}\.tmp$/.test(name);
}

/**
 * Removes what processes that died while they wrote left in a folder.
 * The caller holds the folder's lease: nobody else writes there.
 */
export async function removeTemporaryFiles(folder: string): Promise<void> {
  const left = (await readdir(folder).catch(() => [])).filter(isTemporary);
  await Promise.all(
    left.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)),
  );
}
