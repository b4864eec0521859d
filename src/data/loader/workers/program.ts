import { packageFile, runsFromSources } from '../../../core/package-file.ts';

/** A program of worker threads: one that makes samples, or one that watches the main thread. */
export function workerProgram(name: 'samples' | 'watchdog' = 'samples'): URL {
  return runsFromSources()
    ? compiledOnTheFly(packageFile(`src/workers/${name}.ts`))
    : packageFile(`dist/src/workers/${name}.js`);
}

/** Threads don't inherit the hooks that let the main thread run TypeScript, so this registers them first. */
function compiledOnTheFly(source: URL): URL {
  const hooks = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const code = `import { register } from ${hooks}; register(); await import(${JSON.stringify(source.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
