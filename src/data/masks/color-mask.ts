import { colorName, colorOf, keysOf } from './color-keys.ts';
import type { LabelReader, ValueCount } from './label-reader.ts';
import { labelOf, settingsOf, type Meanings } from './meanings.ts';
import { nameCounts } from './name-counts.ts';
import { nearestLabels } from './nearest-labels.ts';
import { openMask } from './open-mask.ts';
import { unknownMaskValues } from './unknown-values.ts';

/** Reads a mask in which each class has its own colours: RGB, palette, or grey. `meanings` are by `colorKey`. */
export function colorMask(file: string, meanings: Meanings): LabelReader {
  return {
    files: [file],
    settings: settingsOf(meanings),
    async open(photo) {
      const { height, width, lossy, decode } = await openMask(file, photo, keysOf);
      const read = async () => {
        const keys = await decode();
        const count = () => nameCounts(countColors(keys), meanings, colorName);
        const labels = lossy
          ? nearestLabels({
              file,
              format: lossy,
              stored: keys,
              meanings,
              noun: 'colour',
              nameOf: colorName,
              distance,
              count,
            })
          : { data: toLabels(keys, meanings, file, count), count };
        return { height, width, ...labels };
      };
      return { height, width, read };
    },
  };
}

/** The largest difference of a channel. */
function distance(a: number, b: number): number {
  const other = colorOf(b);
  return Math.max(...colorOf(a).map((level, channel) => Math.abs(level - other[channel]!)));
}

/** @throws TesseraError `bad-mask-value` if a colour has no meaning */
function toLabels(keys: Uint32Array, meanings: Meanings, file: string, count: () => ValueCount[]): Uint8Array {
  let isUnknown = false;
  const out = Uint8Array.from(keys, (key) => {
    const label = labelOf(key, meanings);
    isUnknown ||= label === undefined;
    return label ?? 0;
  });
  if (!isUnknown) return out;
  throw unknownMaskValues(file, 'colour', count(), [...meanings.labels.keys()].map(colorName));
}

/** How often each colour occurs, the most frequent first. */
function countColors(keys: Uint32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}
