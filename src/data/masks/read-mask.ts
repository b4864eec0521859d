import type { DecodedPng } from 'fast-png';
import { TesseraError } from '../../core/errors/index.ts';
import { decodePngIndices } from './decode/plain-png.ts';
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
  return decodeFile(file, photo, async (bytes) => decodePngIndices(bytes) ?? indexImage(await decodeAny(bytes)));
}

function indexImage(png: DecodedPng): IndexImage {
  return { height: png.height, width: png.width, data: paletteIndices(png) };
}

/** Decodes a PNG and takes from it what `take` does; an error that `take` throws is the file's. */
export function decodeMask<T>(file: string, photo: string, take: (png: DecodedPng) => T): Promise<T> {
  return decodeFile(file, photo, async (bytes) => take(await decodeAny(bytes)));
}

async function decodeAny(bytes: Buffer): Promise<DecodedPng> {
  const { decode } = await import('fast-png');
  return decode(bytes, { checkCrc: true });
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

/** The stored numbers of a palette or grey PNG, shape [height, width]. */
export function paletteIndices({ width, height, depth, channels, data }: DecodedPng): Uint8Array {
  if (channels !== 1) throw new Error(`expected a PNG with one channel (palette or grey), got ${channels} channels`);
  if (!(data instanceof Uint8Array) || depth === 16) throw new Error('expected at most 8 bits a pixel, got 16');
  return depth === 8 ? data : unpack(data, width, height, depth);
}

/** Pixels of 1, 2 or 4 bits, most significant first; every row starts on a byte. */
function unpack(packed: Uint8Array, width: number, height: number, depth: number): Uint8Array {
  const perByte = 8 / depth;
  const bytesPerRow = Math.ceil(width / perByte);
  const out = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const byte = packed[row * bytesPerRow + Math.floor(column / perByte)]!;
      out[row * width + column] = (byte >> (8 - depth * ((column % perByte) + 1))) & (2 ** depth - 1);
    }
  }
  return out;
}
