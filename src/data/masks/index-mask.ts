import { histogram } from './histogram.ts';
import type { LabelReader, ValueCount } from './label-reader.ts';
import { openIndexMask } from './open-mask.ts';
import { unknownMaskValues } from './unknown-values.ts';

/** The meaning of each value stored in a mask file: a class index or `IGNORE_INDEX`. */
export type MaskValues = ReadonlyMap<number, number>;

/** Reads a palette or grey PNG, whose stored values have the meanings in `values`. */
export function indexMask(file: string, values: MaskValues): LabelReader {
  return {
    files: [file],
    settings: JSON.stringify([...values]),
    async open(photo) {
      const { height, width, decode } = await openIndexMask(file, photo);
      const read = async () => {
        const stored = await decode();
        const count = () => countValues(stored, values);
        return { height, width, data: toLabels(stored, values, file, count), count };
      };
      return { height, width, read };
    },
  };
}

/** @throws TesseraError `bad-mask-value` if `values` lacks a value */
function toLabels(stored: Uint8Array, values: MaskValues, file: string, count: () => ValueCount[]): Uint8Array {
  const table = new Int16Array(256).fill(-1);
  for (const [value, label] of values) table[value] = label;
  const out = new Uint8Array(stored.length);
  // All labels that were found, or'ed: negative as soon as a value has none.
  let all = 0;
  for (let pixel = 0; pixel < out.length; pixel++) {
    const label = table[stored[pixel]!]!;
    all |= label;
    out[pixel] = label;
  }
  if (all >= 0) return out;
  const known = [...values.keys()].sort((a, b) => a - b).map(String);
  throw unknownMaskValues(file, 'value', count(), known);
}

/** The values that occur, ascending. */
function countValues(stored: Uint8Array, values: MaskValues): ValueCount[] {
  return [...histogram(stored)].flatMap((pixels, value) => {
    const label = values.get(value);
    return pixels === 0 ? [] : [{ value: String(value), pixels, ...(label !== undefined && { label }) }];
  });
}
