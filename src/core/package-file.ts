/**
 * The address of a file of this package, such as `dist/simd.wasm`. Node.js finds the package by the `imports` in its
 * package.json, which works from the sources, from the bundle and from an installed package.
 * @param path relative to the folder of package.json
 */
export function packageFile(path: string): URL {
  return new URL(import.meta.resolve(`#package/${path}`));
}

/** Whether the running code is TypeScript from `src/`, and not the output of `npm run build`. */
export function runsFromSources(): boolean {
  return import.meta.url.endsWith('.ts');
}
