import { packageFile, runsFromSources } from './package-file.ts';

/**
 * The program of a worker thread.
 * @param path its source without the ending, relative to the folder of package.json. `src/cli/bundle.ts` names it too.
 */
export function threadProgram(path: string): URL {
  return runsFromSources() ? compiledOnTheFly(packageFile(`${path}.ts`)) : packageFile(`dist/${path}.js`);
}

/** Threads don't inherit the hooks that let the main thread run TypeScript, so this registers them first. */
function compiledOnTheFly(source: URL): URL {
  const hooks = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const code = `import { register } from ${hooks}; register(); await import(${JSON.stringify(source.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
