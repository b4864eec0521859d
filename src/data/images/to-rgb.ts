import type { Sharp } from 'sharp';
import type { Raster } from '../formats/raster.ts';
import type { ImageSize } from '../sample.ts';

export interface RgbImage extends ImageSize {
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly data: Uint8Array;
}

/** Decodes a photo of 8 bits per channel, in any space but CMYK. Transparency is dropped. */
export async function decodeRgb(image: Sharp): Promise<RgbImage> {
  const { data, info } = await image.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, data };
}

/** Decodes a photo of 16 bits per channel, grey or RGB, by `stretchRange`. Transparency is dropped. */
export async function decodeDeep(image: Sharp, isGrey: boolean): Promise<RgbImage> {
  const { data, info } = await image
    .removeAlpha()
    .toColourspace(isGrey ? 'grey16' : 'rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const values = new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  const levels = stretchRange(values);
  const rgb = isGrey ? Uint8Array.from({ length: 3 * levels.length }, (_, at) => levels[Math.floor(at / 3)]!) : levels;
  return { height: info.height, width: info.width, data: rgb };
}

/**
 * Levels from 0 to 255 of numbers of 16 bits: the least that occurs becomes 0, the largest 255, and what is between
 * them is rounded. Cameras and microscopes store 10, 12 or 14 bits in 16, of which a fixed division would leave little.
 * All channels have one range, so that colours stay. Where all numbers are equal, 65,535 stands for 255.
 */
export function stretchRange(values: Uint16Array): Uint8Array {
  let [least, most] = [0xffff, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const [from, range] = most > least ? [least, most - least] : [0, 0xffff];
  return Uint8Array.from(values, (value) => Math.round(((value - from) * 255) / range));
}

/** Decodes CMYK without a colour profile, as Pillow does. */
export async function decodeCmyk(image: Sharp): Promise<RgbImage> {
  // Both calls are needed: without the first, the library converts to RGB and back.
  const { data, info } = await image
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rgb = new Uint8Array(info.height * info.width * 3);
  for (let source = 0, target = 0; source < data.length; source += info.channels) {
    const light = 255 - data[source + 3]!;
    for (let channel = 0; channel < 3; channel++) rgb[target++] = light - timesOver255(data[source + channel]!, light);
  }
  return { height: info.height, width: info.width, data: rgb };
}

/** a * b / 255 rounded, as Pillow's MULDIV255. */
function timesOver255(a: number, b: number): number {
  const product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}

/**
 * The photo that a raster of 8 bits shows: the colours of a palette's indices, or RGB. An index without a colour is
 * black.
 */
export function rgbOf({ height, width, channels, data, palette }: Raster): RgbImage {
  const rgb = new Uint8Array(height * width * 3);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const color = palette?.[data[pixel]!];
    for (let channel = 0; channel < 3; channel++)
      rgb[3 * pixel + channel] = palette ? (color?.[channel] ?? 0) : data[channels * pixel + channel]!;
  }
  return { height, width, data: rgb };
}
