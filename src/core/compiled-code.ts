import { existsSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { userCacheFolder } from './user-cache.ts';

/** What Node 22.8 and later have. */
interface WithCompileCache {
  readonly enableCompileCache?: (folder: string) => unknown;
}

/**
 * Has Node keep what it compiles from here on, so that the next process or thread with the same code starts sooner. It
 * is kept in the folder that `NODE_COMPILE_CACHE` names, else in `tessera/compiled` of the user's cache: where Node
 * itself would keep it, among the temporary files, another user of the machine may have put something. Nothing happens
 * in an older Node, with `NODE_DISABLE_COMPILE_CACHE=1`, or where the folder can't be written.
 */
export function keepCompiledCode(environment: NodeJS.ProcessEnv = process.env): void {
  const { enableCompileCache } = module as WithCompileCache;
  try {
    enableCompileCache?.(environment['NODE_COMPILE_CACHE'] || ownFolder(environment));
  } catch {
    // A user without a home has no cache, and starts all the same.
  }
}

/** Node would try for ever to make a folder where none can be made, as in `/proc` and where autofs mounts. */
function ownFolder(environment: NodeJS.ProcessEnv): string {
  const cache = userCacheFolder(environment);
  const folders = [cache, join(cache, 'tessera'), join(cache, 'tessera', 'compiled')] as const;
  for (const folder of folders) if (!existsSync(folder)) mkdirSync(folder);
  return folders[2];
}
