import type { DecodedPng } from 'fast-png';
import { TesseraError } from '../../core/errors/index.ts';
import { decodePlainPng } from './decode/plain-png.ts';
import { decodePng, paletteIndices } from './decode/png.ts';
import { readBytes } from '../files/read-bytes.ts';

/** The stored values of a mask file, before they are mapped to classes. */
export interface IndexImage {
  readonly height: number;
  readonly width: number;
  /** Palette index or grey level as stored, shape [height, width]. */
  readonly data: Uint8Array;
}

/**
 * Decodes a palette or grey PNG to the values that it stores; the palette's colours are not used.
 * @throws TesseraError `missing-mask`, `bad-image`
 */
export function readMask(file: string, photo: string): Promise<IndexImage> {
  return decodeFile(file, photo, async (bytes) => decodePlainPng(bytes) ?? indexImage(await decodePng(bytes)));
}

function indexImage(png: DecodedPng): IndexImage {
  return { height: png.height, width: png.width, data: paletteIndices(png) };
}

/** Decodes a PNG and returns what `take` makes of it. An error that `take` throws becomes a problem of the file. */
export function decodeMask<T>(file: string, photo: string, take: (png: DecodedPng) => T): Promise<T> {
  return decodeFile(file, photo, async (bytes) => take(await decodePng(bytes)));
}

async function decodeFile<T>(file: string, photo: string, decode: (bytes: Buffer) => Promise<T>): Promise<T> {
  const bytes = readBytes(file, {
    code: 'missing-mask',
    message: `expected the photo ${photo} to have a mask, ${file} does not exist`,
  });
  try {
    return await decode(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TesseraError({ code: 'bad-image', message: `the mask ${file} cannot be decoded: ${reason}` }, { cause });
  }
}
