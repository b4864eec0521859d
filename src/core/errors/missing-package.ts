import { TesseraError } from './tessera-error.ts';

/** Errors of Node and of sharp that say that a package, or the part of it for this platform, is not installed. */
const patterns = [
  // A package whose folder is there, but not all of its files.
  /^Cannot find module '[^']*[\\/]node_modules[\\/](?<name>(?:@[^\\/']+[\\/])?[^\\/']+)/,
  /^Cannot find (?:package|module) '(?<name>(?:@[^/']+\/)?[^./'][^/']*)/,
  /^Could not load the "(?<name>sharp)" module/,
];

/** Whether an error says that a package is missing, and so nothing of the file that it was to read. */
export function isMissingPackage(error: unknown): boolean {
  return error instanceof TesseraError && error.problems.some(({ code }) => code === 'program-missing');
}

/** An error over a package that is not installed, as one that says what to do; undefined for every other error. */
export function missingPackage(error: unknown): TesseraError | undefined {
  // Not by `instanceof`: errors of module loaders come from another thread.
  const message = (error as { readonly message?: unknown } | undefined)?.message;
  if (typeof message !== 'string') return undefined;
  const name = patterns.map((pattern) => pattern.exec(message)?.groups?.['name']).find((found) => found !== undefined);
  if (name === undefined) return undefined;
  return new TesseraError(
    {
      code: 'program-missing',
      message: `expected the package \`${name}\` with its files for ${process.platform}-${process.arch}, got none`,
      hints: ['npm ci --include=optional', '`tessera doctor` shows what else is there'],
    },
    { cause: error },
  );
}
