import type { Sharp } from 'sharp';
import { stretchRange } from './stretch-range.ts';
import type { RgbImage } from './read-image.ts';

/** Decodes a photo of 16 bits per channel, grey or RGB, to RGB of 8 bits by `stretchRange`. Transparency is dropped. */
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
