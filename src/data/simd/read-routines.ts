import { existsSync, readFileSync } from 'node:fs';
import { packageFile } from '../../core/package-file.ts';

/** The compiled routines. In a browser, `src/cli/bundle-demo.ts` puts a module with these bytes in this one's place. */
export function readRoutines(): Uint8Array {
  const file = packageFile('dist/simd.wasm');
  if (!existsSync(file)) throw new Error('`dist/simd.wasm` is missing; `npm run simd` makes it');
  return readFileSync(file);
}
