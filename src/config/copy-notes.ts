import type { LoadedPlugin } from './plugins.ts';
import { displayName } from './source-text.ts';

/**
 * Says which plugins may need files that a run doesn't copy: their modules compute names of other modules, or of files
 * beside them.
 */
export function copyNotes(plugins: readonly Pick<LoadedPlugin, 'computing'>[], workingDirectory: string): string[] {
  const modules = new Set(plugins.flatMap(({ computing }) => computing));
  return [...modules].map(
    (path) =>
      `${displayName(path, workingDirectory)} computes names of modules or files: a run keeps no copy of them, ` +
      "so it may not run again without this project; `new URL('./table.json', import.meta.url)` is copied",
  );
}
