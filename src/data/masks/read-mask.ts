import type { DecodedPng } from 'fast-png';
import { TesseraError } from '../../core/errors/index.ts';
import { decodePlainPng } from './decode/plain-png.ts';
import { decodePng, paletteIndices } from './decode/png.ts';
import { readBytes } from '../files/read-bytes.ts';

/** What is in a mask file, before its values are given classes. */
export interface IndexImage {
  readonly height: number;
  readonly width: number;
  /** Palette index or grey level as stored, shape [height, width]. */
  readonly data: Uint8Array;
}

/**
 * Decodes a palette or grey PNG to the numbers it stores; colours never come into it.
 * @throws TesseraError `missing-mask`, `bad-image`
 */
export function readMask(file: string, photo: string): Promise<IndexImage> {
  return decodeFile(file, photo, async (bytes) => decodePlainPng(bytes) ?? indexImage(await decodePng(bytes)));
}

function indexImage(png: DecodedPng): IndexImage {
  return { height: png.height, width: png.width, data: paletteIndices(png) };
}

/** Decodes a PNG and takes from it what `take` does; an error that `take` throws is the file's. */
export function decodeMask<T>(file: string, photo: string, take: (png: DecodedPng) => T): Promise<T> {
  return decodeFile(file, photo, async (bytes) => take(await decodePng(bytes)));
}

async function decodeFile<T>(file: string, photo: string, decode: (bytes: Buffer) => Promise<T>): Promise<T> {
  const bytes = readBytes(file, {
    code: 'missing-mask',
    message: `the photo ${photo} has no mask: ${file} does not exist`,
  });
  try {
    return await decode(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TesseraError({ code: 'bad-image', message: `the mask ${file} cannot be decoded: ${reason}` }, { cause });
  }
}
