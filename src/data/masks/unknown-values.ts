import { TesseraError } from '../../core/errors/index.ts';
import { listed } from '../../core/listed.ts';
import type { ValueCount } from './label-reader.ts';

/** The problem of a mask with values that have no meaning. It keeps the counts of all values, for a summary. */
export function unknownMaskValues(
  file: string,
  noun: 'value' | 'colour',
  found: readonly ValueCount[],
  known: readonly string[],
): TesseraError {
  const unknown = found.filter(({ label }) => label === undefined).toSorted((a, b) => b.pixels - a.pixels);
  const values = unknown.map(({ value, pixels }) => `\`${value}\` in ${pixels} ${pixels === 1 ? 'pixel' : 'pixels'}`);
  const message = `the mask ${file} has the ${noun} ${listed(values)}; expected one of ${listed(known, 16)}`;
  return new TesseraError({ code: 'bad-mask-value', message, found });
}
