import type { DownloadOptions } from '../data/download/download-file.ts';
import type { BaseContext } from './kinds.ts';

/** What every component of an experiment is given. `download` only where a dataset may be downloaded. */
export function baseContext(
  { seed }: { readonly seed: number },
  workingDirectory: string,
  download?: DownloadOptions,
): BaseContext {
  return { seed, workingDirectory, ...(download && { download }) };
}
