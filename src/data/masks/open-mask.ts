import type { DecodedPng } from 'fast-png';
import { messageOf, TesseraError } from '../../core/errors/index.ts';
import { assertDecodable } from '../files/assert-decodable.ts';
import { readBytes } from '../files/read-bytes.ts';
import type { ImageSize } from '../sample.ts';
import { decodePlainPng } from './decode/plain-png.ts';
import { decodePng, paletteIndices, pngSize } from './decode/png.ts';

/** A mask file whose header is read. */
export interface OpenMask<T> extends ImageSize {
  /** @throws TesseraError `bad-image` */
  decode(): Promise<T>;
}

/**
 * Opens a palette or grey PNG, which is decoded to the values that it stores, shape [height, width]; the palette's
 * colours are not used.
 * @throws TesseraError `missing-mask`, `bad-image`
 */
export function openIndexMask(file: string, photo: string): Promise<OpenMask<Uint8Array>> {
  return openFile(file, photo, async (bytes) => decodePlainPng(bytes)?.data ?? paletteIndices(await decodePng(bytes)));
}

/** Opens a PNG, of which `take` makes something. An error that `take` throws becomes a problem of the file. */
export function openMask<T>(file: string, photo: string, take: (png: DecodedPng) => T): Promise<OpenMask<T>> {
  return openFile(file, photo, async (bytes) => take(await decodePng(bytes)));
}

async function openFile<T>(file: string, photo: string, decode: (bytes: Buffer) => Promise<T>): Promise<OpenMask<T>> {
  const bytes = readBytes(file, {
    code: 'missing-mask',
    message: `expected the photo ${photo} to have a mask, ${file} does not exist`,
  });
  try {
    const size = pngSize(bytes);
    assertDecodable(size);
    return { ...size, decode: () => decode(bytes).catch((cause: unknown) => Promise.reject(undecodable(file, cause))) };
  } catch (cause) {
    throw undecodable(file, cause);
  }
}

function undecodable(file: string, cause: unknown): TesseraError {
  const reason = messageOf(cause);
  return new TesseraError({ code: 'bad-image', message: `the mask ${file} cannot be decoded: ${reason}` }, { cause });
}
