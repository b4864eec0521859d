import type { DownloadOptions } from '../core/download/download-file.ts';
import type { BaseContext } from './contexts.ts';

/** The context that all components of an experiment share. Pass `download` only if a dataset may be downloaded. */
export function baseContext(
  { seed }: { readonly seed: number },
  workingDirectory: string,
  download?: DownloadOptions,
): BaseContext {
  return { seed, workingDirectory, ...(download && { download }) };
}
