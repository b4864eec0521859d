import { packageFile, runsFromSources } from '../../../core/package-file.ts';

/** The program of worker threads. */
export function workerProgram(): URL {
  return runsFromSources()
    ? compiledOnTheFly(packageFile('src/workers/samples.ts'))
    : packageFile('dist/src/workers/samples.js');
}

/** Threads don't inherit the hooks that let the main thread run TypeScript, so this registers them first. */
function compiledOnTheFly(source: URL): URL {
  const hooks = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const code = `import { register } from ${hooks}; register(); await import(${JSON.stringify(source.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
