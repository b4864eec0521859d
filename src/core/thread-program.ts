import { packageFile, runsFromSources } from './package-file.ts';

/**
 * The program of a worker thread. From the sources it is TypeScript: a thread gets the flags of its process, and with
 * them the loader of `test/loader/register.mjs`.
 * @param path its source without the ending, relative to the folder of package.json. `src/cli/bundle.ts` names it too.
 */
export function threadProgram(path: string): URL {
  return packageFile(runsFromSources() ? `${path}.ts` : `dist/${path}.js`);
}
