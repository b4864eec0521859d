import { TesseraError } from '../../core/errors/index.ts';

/** The most unknown values of a file that are listed. */
const LISTED = 5;

export function unknownMaskValues(
  file: string,
  found: readonly (readonly [what: string, pixels: number])[],
  known: string,
): TesseraError {
  const mostFirst = [...found].sort(([, a], [, b]) => b - a).slice(0, LISTED);
  return new TesseraError(
    mostFirst.map(([what, pixels]) => ({
      code: 'bad-mask-value',
      message: `the mask ${file} has ${what} in ${pixels} ${pixels === 1 ? 'pixel' : 'pixels'}; expected one of ${known}`,
    })),
  );
}
