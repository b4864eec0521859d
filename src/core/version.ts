import { readFileSync } from 'node:fs';
import { packageFile } from './package-file.ts';

/** Tessera's version, from its package.json. */
export function tesseraVersion(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;
}
