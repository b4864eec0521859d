import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder in which the programs of a user keep what they can make again (XDG Base Directory Specification). */
export function userCacheFolder(environment: NodeJS.ProcessEnv): string {
  return environment['XDG_CACHE_HOME'] || join(environment['HOME'] || homedir(), '.cache');
}
