import { z } from 'zod';

/**
 * JSON text in which numbers that JSON lacks are the strings `NaN`, `Infinity` and `-Infinity`. JavaScript's `Number`,
 * Python's `float` and pandas read these strings as the numbers that they name.
 * @param indent spaces for each level; by default all is in one line
 */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, inner: unknown) => (typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner),
    indent,
  );
}

/** Any number that `toJson` wrote. Earlier versions wrote null for each number that JSON lacks; it is read as NaN. */
export const jsonNumber = z.union([
  z.number(),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number),
  z.null().transform(() => NaN),
]);
