import type { LabelReader } from './label-reader.ts';
import { readMask } from './read-mask.ts';
import { unknownMaskValues } from './unknown-values.ts';

/** The meaning of each value stored in a mask file: a class index or `IGNORE_INDEX`. */
export type MaskValues = ReadonlyMap<number, number>;

/** Reads a palette or grey PNG, whose stored values have the meanings in `values`. */
export function indexMask(file: string, values: MaskValues): LabelReader {
  return {
    file,
    settings: JSON.stringify([...values]),
    async read(photo) {
      const { height, width, data } = await readMask(file, photo);
      return { height, width, data: toClasses(data, values, file) };
    },
  };
}

/** @throws TesseraError `bad-mask-value`, one problem for each value that `values` lacks */
function toClasses(data: Uint8Array, values: MaskValues, file: string): Uint8Array {
  const table = new Int16Array(256).fill(-1);
  for (const [value, target] of values) table[value] = target;
  const out = new Uint8Array(data.length);
  const unknown = new Map<number, number>();
  for (let pixel = 0; pixel < out.length; pixel++) {
    const value = data[pixel]!;
    const target = table[value]!;
    if (target < 0) unknown.set(value, (unknown.get(value) ?? 0) + 1);
    out[pixel] = target;
  }
  if (unknown.size === 0) return out;
  const known = [...values.keys()].sort((a, b) => a - b).join(', ');
  throw unknownMaskValues(
    file,
    [...unknown].map(([value, pixels]) => [`the value \`${value}\``, pixels]),
    known,
  );
}
