import { bmpSize, decodeBmp, isBmp } from '../formats/bmp.ts';
import { decodeGif, gifSize, isGif } from '../formats/gif.ts';
import { decodeByLibrary, isJpeg, isLossless, isWebp, librarySize } from '../formats/jpeg-webp.ts';
import { decodeNpy, isNpy, npySize } from '../formats/npy.ts';
import { decodePng, isPng, pngSize } from '../formats/png.ts';
import type { Raster } from '../formats/raster.ts';
import { decodeTiff } from '../formats/tiff.ts';
import { isTiff, tiffHeader } from '../formats/tiff-header.ts';
import type { ImageSize } from '../sample.ts';

/** A format of mask files. Errors are those of files that are damaged or hold something else. */
export interface MaskFormat {
  readonly name: string;
  /** Whether a file begins as this format does. What its name ends with doesn't matter. */
  matches(bytes: Buffer): boolean;
  /** Reads the header only. */
  size(bytes: Buffer): ImageSize | Promise<ImageSize>;
  decode(bytes: Buffer): Raster | Promise<Raster>;
  /** Whether this file stores its values only roughly. */
  isLossy?(bytes: Buffer): boolean;
}

export const maskFormats: readonly MaskFormat[] = [
  { name: 'PNG', matches: isPng, size: pngSize, decode: decodePng },
  { name: 'TIFF', matches: isTiff, size: tiffHeader, decode: decodeTiff },
  { name: 'GIF', matches: isGif, size: gifSize, decode: decodeGif },
  { name: 'BMP', matches: isBmp, size: bmpSize, decode: decodeBmp },
  { name: '.npy', matches: isNpy, size: npySize, decode: decodeNpy },
  { name: 'JPEG', matches: isJpeg, size: librarySize, decode: decodeByLibrary, isLossy: () => true },
  {
    name: 'WebP',
    matches: isWebp,
    size: librarySize,
    decode: decodeByLibrary,
    isLossy: (bytes) => !isLossless(bytes),
  },
];
