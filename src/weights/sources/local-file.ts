import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../../core/exists.ts';

/**
 * The weight file that a path means: the file itself; the best checkpoint of a run's folder, or else its last; a
 * checkpoint named without its ending. Undefined if nothing is there.
 */
export async function localFile(path: string): Promise<string | undefined> {
  const candidates = (await isFolder(path))
    ? ['best', 'last'].map((name) => join(path, 'checkpoints', `${name}.safetensors`))
    : [path, `${path}.safetensors`];
  for (const candidate of candidates) if (await exists(candidate)) return candidate;
  return undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
