import type sharp from 'sharp';
import type { Sharp } from 'sharp';
import { missingPackage } from '../../core/errors/index.ts';
import type { ImageSize } from '../sample.ts';
import { severalImages } from './other-content.ts';
import type { Raster } from './raster.ts';

type Library = typeof sharp;
let library: Library | undefined;

/**
 * The image library, which is loaded when the first file needs it.
 * @throws TesseraError `program-missing`, so that no file is blamed for a library that is not there
 */
export async function loadLibrary(): Promise<Library> {
  if (library) return library;
  const { default: loaded } = await import('sharp').catch((error: unknown) => {
    throw missingPackage(error) ?? error;
  });
  // Several files are decoded at a time, so threads for the parts of one file would only compete.
  loaded.concurrency(1);
  return (library = loaded);
}

/** A file as the library opens it: any damage is an error, and colour profiles are ignored. */
export function openWith(open: Library, file: Buffer | string): Sharp {
  return open(file, { failOn: 'error', ignoreIcc: true });
}

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
