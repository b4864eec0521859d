import { OtherContent } from '../formats/other-content.ts';
import type { Raster, Rgb } from '../formats/raster.ts';

export const colorKey = ([red, green, blue]: Rgb): number => (red << 16) | (green << 8) | blue;

/** Red, green and blue of a key. */
export const colorOf = (key: number): Rgb => [key >> 16, (key >> 8) & 255, key & 255];

export function colorName(key: number): string {
  return `[${colorOf(key).join(', ')}]`;
}

/**
 * The colour of each pixel, as `colorKey`: that of its index in a palette, grey, or RGB. Transparency does not count.
 * More than 8 bits are divided, if that leaves no rest.
 * @throws OtherContent if a colour needs more than 8 bits
 */
export function keysOf(raster: Raster): Uint32Array {
  const { palette, channels, data, height, width, white } = raster;
  if (palette) {
    const keys = palette.map(colorKey);
    return Uint32Array.from(data, (index) => keys[index] ?? 0);
  }
  const level = (value: number) => {
    const scaled = (value * 255) / white;
    if (!Number.isInteger(scaled)) throw tooFine(white);
    return scaled;
  };
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  return Uint32Array.from({ length: height * width }, (_, pixel) => {
    const from = pixel * channels;
    return colorKey([level(data[from]!), level(data[from + green]!), level(data[from + blue]!)]);
  });
}

function tooFine(white: number): OtherContent {
  return new OtherContent(
    { one: 'has colours of more than 8 bits', many: 'have colours of more than 8 bits' },
    `expected colours of 8 bits, got levels from 0 to ${white} that are no multiple of ${white / 255}`,
  );
}
