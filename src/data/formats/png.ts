import type { DecodedPng } from 'fast-png';
import type { ImageSize } from '../sample.ts';
import { decodePlainPng, PNG_SIGNATURE } from './plain-png.ts';
import type { Raster, Rgb } from './raster.ts';
import { unpackBits } from './unpack-bits.ts';

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(PNG_SIGNATURE);
}

/** The size that a PNG's header says. @throws Error if the file ends before it */
export function pngSize(bytes: Buffer): ImageSize {
  if (bytes.length < 24) throw new Error('the file ends before its size');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/**
 * Decodes any PNG: 1 to 16 bits; grey, palette or colours; interlaced or not. A palette's indices stay indices.
 * @throws Error if the file is damaged
 */
export async function decodePng(bytes: Buffer): Promise<Raster> {
  const plain = decodePlainPng(bytes);
  if (plain) return { ...plain, channels: 1, white: 255 };
  const png = await decodeAny(bytes);
  const { height, width, channels, depth, palette } = png;
  const data = depth < 8 ? unpackRows(png) : (png.data as Uint8Array | Uint16Array);
  return {
    height,
    width,
    channels,
    data,
    white: 2 ** depth - 1,
    ...(palette && { palette: palette.map(([red, green, blue]): Rgb => [red!, green!, blue!]) }),
  };
}

async function decodeAny(bytes: Buffer): Promise<DecodedPng> {
  const { decode } = await import('fast-png');
  try {
    return decode(bytes, { checkCrc: true });
  } catch (cause) {
    // The decoder reads on where a file ends.
    throw cause instanceof RangeError ? new Error('the file ends early', { cause }) : cause;
  }
}

/** Every row starts at a byte. */
function unpackRows({ height, width, depth, data }: DecodedPng): Uint8Array {
  const packed = data as Uint8Array;
  const bytesPerRow = Math.ceil((width * depth) / 8);
  const out = new Uint8Array(height * width);
  for (let row = 0; row < height; row++)
    out.set(unpackBits(packed.subarray(row * bytesPerRow, (row + 1) * bytesPerRow), width, depth), row * width);
  return out;
}
