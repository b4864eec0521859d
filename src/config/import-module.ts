import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { TesseraError } from '../core/errors/index.ts';
import { withStrayErrors } from '../core/stray-errors.ts';
import { loadingSeconds, watchingPlugins } from '../core/watchdog.ts';

/**
 * Imports a module of a plugin. @throws Error if it fails, also by an error that nothing handles, a top-level `await`
 * that never settles, or one that takes more than a minute
 */
export async function importModule(path: string): Promise<Record<string, unknown>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const late = () => reject(new Error(`its top-level \`await\` takes more than ${loadingSeconds} seconds`));
    timer = setTimeout(late, loadingSeconds * 1000).unref();
  });
  try {
    const load = async () => {
      const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
      // Rejections that nothing handles are told after the module is there.
      await nextTurn();
      return module;
    };
    return await watchingPlugins(() => withStrayErrors(() => Promise.race([load(), tooLong])));
  } catch (error) {
    // Only the message counts: who imports says which module it is.
    throw error instanceof TesseraError ? new Error(error.problems[0]?.message, { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}
