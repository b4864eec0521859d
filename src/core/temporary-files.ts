import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A path beside `path`, unique to this call, at which a file or folder is made before it is renamed to its place. */
export function temporaryPath(path: string): string {
  return `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}

export function isTemporary(name: string): boolean {
  return /\.\d+-[0-9a-f]{8}\.tmp$|\.[0-9a-f]{16}\.tmp$/.test(name);
}

/**
 * Removes the temporary files that dead processes left in a folder.
 * The caller must hold the folder's lease, so that no other process writes there.
 */
export async function removeTemporaryFiles(folder: string): Promise<void> {
  const left = (await readdir(folder).catch(() => [])).filter(isTemporary);
  await Promise.all(
    left.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)),
  );
}
