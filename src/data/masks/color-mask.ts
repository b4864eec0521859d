import type { DecodedPng } from 'fast-png';
import type { LabelReader } from './label-reader.ts';
import { unknownMaskValues } from './unknown-values.ts';
import { paletteIndices } from './decode/png.ts';
import { decodeMask } from './read-mask.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** The meaning of each colour in a mask file: a class index or `IGNORE_INDEX`, by `colorKey`. */
export type MaskColors = ReadonlyMap<number, number>;

export const colorKey = ([red, green, blue]: Rgb): number => (red << 16) | (green << 8) | blue;

/** Reads a PNG of 8 bits, RGB or palette, in which each class has its own colours. */
export function colorMask(file: string, colors: MaskColors): LabelReader {
  return {
    file,
    settings: JSON.stringify([...colors]),
    async read(photo) {
      const { height, width, keys } = await decodeMask(file, photo, (png) => ({
        height: png.height,
        width: png.width,
        keys: colorKeys(png),
      }));
      return { height, width, data: toClasses(keys, colors, file) };
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

function toClasses(keys: Uint32Array, colors: MaskColors, file: string): Uint8Array {
  const unknown = new Map<number, number>();
  const out = Uint8Array.from(keys, (key) => {
    const target = colors.get(key);
    if (target === undefined) unknown.set(key, (unknown.get(key) ?? 0) + 1);
    return target ?? 0;
  });
  if (unknown.size === 0) return out;
  throw unknownMaskValues(
    file,
    [...unknown].map(([key, pixels]) => [`the colour \`${colorName(key)}\``, pixels]),
    [...colors.keys()].map(colorName).join(', '),
  );
}

function colorName(key: number): string {
  return `[${key >> 16}, ${(key >> 8) & 255}, ${key & 255}]`;
}
