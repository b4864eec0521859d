import { fileURLToPath } from 'node:url';
import { TesseraError } from './errors/index.ts';
import { packageFile } from './package-file.ts';

/**
 * Makes `process.exit` throw where other code than this program's own calls it: in a plugin it would end a run without
 * its outcome being recorded. Returns a function that takes the guard away.
 */
export function guardExit(): () => void {
  const own = ['src/', 'dist/'].map((folder) => new URL(folder, packageFile('package.json')));
  const places = own.flatMap((url) => [url.href, fileURLToPath(url)]);
  const exit = process.exit.bind(process);
  const guarded = (code?: number | string | null): never => {
    // The first line names the error, the second this function.
    const caller = new Error('who calls').stack?.split('\n')[2] ?? '';
    if (places.some((place) => caller.includes(place))) return exit(code);
    throw new TesseraError({
      code: 'plugin-failed',
      message: `expected a plugin to return or throw, it called \`process.exit(${code ?? ''})\`${at(caller)}`,
      hints: ['throw an error instead: the run is then recorded as failed'],
    });
  };
  process.exit = guarded;
  return () => (process.exit = exit);
}

function at(caller: string): string {
  const place = /\(?((?:file:|\/|[A-Z]:\\)[^()]*:\d+:\d+)\)?$/.exec(caller)?.[1];
  return place === undefined ? '' : ` at ${place}`;
}
