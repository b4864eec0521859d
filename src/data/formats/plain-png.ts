import { crc32, inflateSync } from 'node:zlib';
import { scratch } from '../simd/scratch.ts';
import type { Rgb } from './raster.ts';

export const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

export interface PngIndices {
  readonly height: number;
  readonly width: number;
  /** Palette index or grey level, shape [height, width]. */
  readonly data: Uint8Array;
  /** The colour of each index, if it has a palette. */
  readonly palette?: readonly Rgb[];
}

/** Bytes beyond the last row that are left unread. */
const TOLERATED = 65_536;
const GREY = 0;
const PALETTE = 3;

/**
 * Decodes PNGs of one channel with 8 bits, not interlaced, as nearly all masks are, several times faster than a general
 * decoder. Undefined for every other PNG.
 * @throws Error if the file is damaged
 */
export function decodePlainPng(png: Buffer): PngIndices | undefined {
  if (!png.subarray(0, 8).equals(PNG_SIGNATURE)) return undefined;
  const header = png.subarray(16, 29);
  if (header.length < 13) return undefined;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, color, , , interlaced] = header.subarray(8);
  if (depth !== 8 || (color !== GREY && color !== PALETTE) || interlaced !== 0) return undefined;
  const chunks = readChunks(png);
  const expected = height * (width + 1);
  // A file may hold more than its header says; a damaged one must not fill the memory.
  const rows = inflateSync(Buffer.concat(chunks.IDAT), { maxOutputLength: expected + TOLERATED });
  if (rows.length < expected) throw new Error(`expected ${expected} bytes of pixels, got ${rows.length}`);
  return scratch(({ routines, input, room, result }) => {
    const target = room(height * width);
    if (!routines.undoPngFilters(input(rows), target, height, width)) throw new Error('a row has an unknown filter');
    return {
      height,
      width,
      data: result(target, height * width),
      ...(color === PALETTE && { palette: colorsOf(chunks) }),
    };
  });
}

interface Chunks {
  readonly IDAT: Buffer[];
  readonly PLTE: Buffer[];
}

function readChunks(png: Buffer): Chunks {
  const chunks: Chunks = { IDAT: [], PLTE: [] };
  for (let offset = 8; ;) {
    if (offset + 12 > png.length) throw new Error('the file ends before its last chunk');
    const length = png.readUInt32BE(offset);
    const end = offset + 12 + length;
    if (end > png.length) throw new Error('the file ends in the middle of a chunk');
    const type = png.toString('latin1', offset + 4, offset + 8);
    if (crc32(png.subarray(offset + 4, end - 4)) !== png.readUInt32BE(end - 4))
      throw new Error(`the checksum of the chunk ${type} is wrong`);
    if (type === 'IDAT' || type === 'PLTE') chunks[type].push(png.subarray(offset + 8, end - 4));
    if (type === 'IEND') return chunks;
    offset = end;
  }
}

function colorsOf({ PLTE: [bytes = Buffer.alloc(0)] }: Chunks): Rgb[] {
  return Array.from({ length: Math.floor(bytes.length / 3) }, (_, index): Rgb => {
    const at = 3 * index;
    return [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!];
  });
}
