import type { DecodedPng } from 'fast-png';
import type { LabelReader, ValueCount } from './label-reader.ts';
import { unknownMaskValues } from './unknown-values.ts';
import { paletteIndices } from './decode/png.ts';
import { openMask } from './open-mask.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** The meaning of each colour in a mask file: a class index or `IGNORE_INDEX`, by `colorKey`. */
export type MaskColors = ReadonlyMap<number, number>;

/** The most colours without a meaning that are counted. A photo taken for a mask has more. */
const COUNTED = 64;

export const colorKey = ([red, green, blue]: Rgb): number => (red << 16) | (green << 8) | blue;

export function colorName(key: number): string {
  return `[${key >> 16}, ${(key >> 8) & 255}, ${key & 255}]`;
}

/** Reads a PNG of 8 bits, RGB or palette, in which each class has its own colours. */
export function colorMask(file: string, colors: MaskColors): LabelReader {
  return {
    files: [file],
    settings: JSON.stringify([...colors]),
    async open(photo) {
      const { height, width, decode } = await openMask(file, photo, colorKeys);
      const read = async () => {
        const keys = await decode();
        const count = () => countColors(keys, colors);
        return { height, width, data: toLabels(keys, colors, file, count), count };
      };
      return { height, width, read };
    },
  };
}

function colorKeys(png: DecodedPng): Uint32Array {
  const { palette, channels, data, height, width } = png;
  if (palette) {
    const keys = palette.map((color) => colorKey(color as unknown as Rgb));
    return Uint32Array.from(paletteIndices(png), (index) => keys[index]!);
  }
  if (channels < 3 || png.depth !== 8)
    throw new Error(`expected a PNG with RGB colours of 8 bits, got ${channels} channels of ${png.depth} bits`);
  return Uint32Array.from({ length: height * width }, (_, pixel) => {
    const offset = pixel * channels;
    return colorKey([data[offset]!, data[offset + 1]!, data[offset + 2]!]);
  });
}

/** @throws TesseraError `bad-mask-value` if `colors` lacks a colour */
function toLabels(keys: Uint32Array, colors: MaskColors, file: string, count: () => ValueCount[]): Uint8Array {
  let isUnknown = false;
  const out = Uint8Array.from(keys, (key) => {
    const label = colors.get(key);
    isUnknown ||= label === undefined;
    return label ?? 0;
  });
  if (!isUnknown) return out;
  throw unknownMaskValues(file, 'colour', count(), [...colors.keys()].map(colorName));
}

/** The colours that occur, the most frequent first; of those without a meaning, not all. */
function countColors(keys: Uint32Array, colors: MaskColors): ValueCount[] {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  let unknown = 0;
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .filter(([key]) => colors.has(key) || unknown++ < COUNTED)
    .map(([key, pixels]) => {
      const label = colors.get(key);
      return { value: colorName(key), pixels, ...(label !== undefined && { label }) };
    });
}
