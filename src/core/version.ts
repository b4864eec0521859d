import { existsSync, readFileSync } from 'node:fs';

/** Tessera's version, from its package.json: two folders up from the sources, two or three from the built files. */
export function tesseraVersion(): string {
  const file = ['../../package.json', '../../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url));
  return file ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : 'unknown';
}
