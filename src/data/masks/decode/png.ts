import type { DecodedPng } from 'fast-png';
import type { ImageSize } from '../../sample.ts';

export const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** The size that a PNG's header says. @throws Error if the file is no PNG */
export function pngSize(bytes: Buffer): ImageSize {
  if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE)) throw new Error('expected a PNG, which this file is not');
  if (bytes.length < 24) throw new Error('the file ends before its size');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Decodes any PNG: 1 to 16 bits; grey, palette or colours; interlaced or not. @throws Error if the file is damaged */
export async function decodePng(bytes: Buffer): Promise<DecodedPng> {
  const { decode } = await import('fast-png');
  return decode(bytes, { checkCrc: true });
}

/** The stored values of a palette or grey PNG, shape [height, width]. */
export function paletteIndices({ width, height, depth, channels, data }: DecodedPng): Uint8Array {
  if (channels !== 1) throw new Error(`expected a PNG with one channel (palette or grey), got ${channels} channels`);
  if (!(data instanceof Uint8Array) || depth === 16) throw new Error('expected at most 8 bits per pixel, got 16');
  return depth === 8 ? data : unpackBits(data, width, height, depth);
}

/** Unpacks pixels of 1, 2 or 4 bits, most significant first. Every row starts at a byte. */
function unpackBits(packed: Uint8Array, width: number, height: number, depth: number): Uint8Array {
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
