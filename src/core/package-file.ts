/**
 * Where a file of this package is, such as `dist/simd.wasm`: Node.js finds the package by the `imports` in its
 * package.json, the same from the sources, from the bundle and where the package is installed.
 * @param path from the folder of package.json
 */
export function packageFile(path: string): URL {
  return new URL(import.meta.resolve(`#package/${path}`));
}

/** Whether this is TypeScript from `src/`, and not what `npm run build` made of it. */
export function runsFromSources(): boolean {
  return import.meta.url.endsWith('.ts');
}
