import type { ImageSize } from '../sample.ts';
import { loadLibrary, openWith } from './library.ts';
import { severalImages } from './other-content.ts';
import type { Raster } from './raster.ts';

export function isJpeg(bytes: Buffer): boolean {
  return bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff;
}

export function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
}

/** Whether a WebP stores its pixels exactly (https://developers.google.com/speed/webp/docs/riff_container). */
export function isLossless(webp: Buffer): boolean {
  for (let at = 12; at + 8 <= webp.length;) {
    const chunk = webp.toString('latin1', at, at + 4);
    if (chunk === 'VP8L') return true;
    if (chunk === 'VP8 ') return false;
    const length = webp.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return false;
}

/** The size of a JPEG or WebP, from its header. @throws Error if it has none */
export async function librarySize(bytes: Buffer): Promise<ImageSize> {
  const { height, width } = await openWith(await loadLibrary(), bytes).metadata();
  return { height, width };
}

/** Decodes a JPEG or WebP to grey, or to RGB. @throws Error if the file is damaged, or has several images */
export async function decodeByLibrary(bytes: Buffer): Promise<Raster> {
  const image = openWith(await loadLibrary(), bytes);
  const { space, pages = 1 } = await image.metadata();
  if (pages > 1) throw severalImages(pages);
  const { data, info } = await image
    .toColourspace(space === 'b-w' ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, channels: info.channels, data, white: 255 };
}
