import type { StoredValues } from '../formats/raster.ts';
import { histogram } from './histogram.ts';
import type { LabelReader, ValueCount } from './label-reader.ts';
import { nameCounts } from './name-counts.ts';
import { labelOf, settingsOf, type Meanings } from './meanings.ts';
import { nearestLabels } from './nearest-labels.ts';
import { openMask } from './open-mask.ts';
import { storedValues } from './stored-values.ts';
import { unknownMaskValues } from './unknown-values.ts';

/** Reads a mask whose stored values have these meanings: palette indices, grey levels, or equal channels. */
export function indexMask(file: string, meanings: Meanings): LabelReader {
  return {
    files: [file],
    settings: settingsOf(meanings),
    async open(photo) {
      const { height, width, lossy, decode } = await openMask(file, photo, storedValues);
      const read = async () => {
        const stored = await decode();
        const count = () => nameCounts(countValues(stored), meanings, String);
        const labels = lossy
          ? nearestLabels({ file, format: lossy, stored, meanings, noun: 'value', nameOf: String, distance, count })
          : { data: toLabels(stored, meanings, file, count), count };
        return { height, width, ...labels };
      };
      return { height, width, read };
    },
  };
}

const distance = (a: number, b: number) => Math.abs(a - b);

/** A negative label: a value without a meaning. */
const NONE = -1;

/** @throws TesseraError `bad-mask-value` if a value has no meaning */
function toLabels(stored: StoredValues, meanings: Meanings, file: string, count: () => ValueCount[]): Uint8Array {
  const find = (value: number) => labelOf(value, meanings) ?? NONE;
  const out = new Uint8Array(stored.length);
  const all = stored instanceof Uint8Array ? lookUpBytes(stored, find, out) : lookUp(stored, find, out);
  if (all >= 0) return out;
  const known = [...meanings.labels.keys()].sort((a, b) => a - b).map(String);
  throw unknownMaskValues(file, 'value', count(), known);
}

/** Writes the label of each value. Returns all that were found, or'ed: negative as soon as a value has none. */
function lookUpBytes(stored: Uint8Array, find: (value: number) => number, out: Uint8Array): number {
  const table = Int16Array.from({ length: 256 }, (_, value) => find(value));
  let all = 0;
  for (let pixel = 0; pixel < out.length; pixel++) {
    const label = table[stored[pixel]!]!;
    all |= label;
    out[pixel] = label;
  }
  return all;
}

/** As `lookUpBytes`, for values of which there are too many for a table. Neighbours are mostly equal. */
function lookUp(stored: StoredValues, find: (value: number) => number, out: Uint8Array): number {
  const known = new Map<number, number>();
  let [all, last, label] = [0, NaN, 0];
  for (let pixel = 0; pixel < out.length; pixel++) {
    const value = stored[pixel]!;
    if (value !== last) {
      label = known.get(value) ?? find(value);
      known.set(value, label);
      last = value;
      all |= label;
    }
    out[pixel] = label;
  }
  return all;
}

/** How often each value occurs. */
function countValues(stored: StoredValues): ReadonlyMap<number, number> {
  if (stored instanceof Uint8Array) return new Map([...histogram(stored).entries()].filter(([, pixels]) => pixels > 0));
  const counts = new Map<number, number>();
  for (const value of stored) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => a - b));
}
