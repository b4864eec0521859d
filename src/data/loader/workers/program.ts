import { existsSync } from 'node:fs';

/** The file that worker threads run: beside its source, or in the bundle, whose chunks lie in a folder of their own. */
export function workerProgram(): URL {
  const source = new URL('../../../workers/samples.ts', import.meta.url);
  if (existsSync(source)) return compiledOnTheFly(source);
  const bundled = ['../src/workers/samples.js', '../workers/samples.js']
    .map((place) => new URL(place, import.meta.url))
    .find((url) => existsSync(url));
  if (!bundled) throw new Error('The program of the worker threads is not there; run npm run build');
  return bundled;
}

/** Threads don't inherit the hooks by which the main thread runs TypeScript. */
function compiledOnTheFly(source: URL): URL {
  const hooks = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const code = `import { register } from ${hooks}; register(); await import(${JSON.stringify(source.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
