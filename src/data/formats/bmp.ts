import { areKind } from '../../core/errors/index.ts';
import type { ImageSize } from '../sample.ts';
import { unpackRuns } from './bmp-runs.ts';
import { OtherContent } from './other-content.ts';
import type { Raster, Rgb } from './raster.ts';
import { unpackBits } from './unpack-bits.ts';

export function isBmp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 2) === 'BM' && bytes.length >= 26;
}

/** The size that a BMP's header says. @throws Error if the file ends before it */
export function bmpSize(bytes: Buffer): ImageSize {
  const { height, width } = readHeader(bytes);
  return { height, width };
}

/**
 * Decodes a BMP (https://learn.microsoft.com/windows/win32/gdi/bitmap-storage): 1, 2, 4 and 8 bits to the indices that
 * it stores and their palette, 16, 24 and 32 bits to RGB. Transparency is dropped.
 * @throws Error if the file is damaged, or holds a JPEG or PNG
 */
export function decodeBmp(bytes: Buffer): Raster {
  const header = readHeader(bytes);
  const { height, width, bits } = header;
  const common = { height, width, white: 255 };
  if (bits <= 8) return { ...common, channels: 1, data: indices(bytes, header), palette: readPalette(bytes, header) };
  if (bits === 16 || bits === 24 || bits === 32) return { ...common, channels: 3, data: colors(bytes, header) };
  throw otherBmp(`1, 2, 4, 8, 16, 24 or 32 bits per pixel, got ${bits}`);
}

function otherBmp(message: string): OtherContent {
  return new OtherContent(areKind('a BMP of another form', 'BMPs of another form'), `expected ${message}`);
}

interface BmpHeader extends ImageSize {
  readonly bits: number;
  readonly compression: number;
  /** Where the header after the file's own 14 bytes ends. */
  readonly end: number;
  readonly pixels: number;
  /** Whether the first stored row is the top one. */
  readonly isTopDown: boolean;
  /** The entries of a palette have 3 bytes in the oldest form, else 4. */
  readonly entryBytes: number;
  readonly colorsUsed: number;
}

const [PLAIN, RUNS_8, RUNS_4, FIELDS, FIELDS_WITH_ALPHA] = [0, 1, 2, 3, 6];

function readHeader(bytes: Buffer): BmpHeader {
  if (bytes.length < 26) throw new Error('the file ends before its size');
  const size = bytes.readUInt32LE(14);
  const [pixels, end] = [bytes.readUInt32LE(10), 14 + size];
  if (size === 12) {
    const [width, height, bits] = [bytes.readUInt16LE(18), bytes.readUInt16LE(20), bytes.readUInt16LE(24)];
    return { height, width, bits, compression: PLAIN, end, pixels, isTopDown: false, entryBytes: 3, colorsUsed: 0 };
  }
  if (size < 40 || bytes.length < end) throw new Error('the file ends in its header');
  const [width, height] = [bytes.readInt32LE(18), bytes.readInt32LE(22)];
  if (width < 0) throw new Error(`expected a width, got ${width}`);
  return {
    height: Math.abs(height),
    width,
    bits: bytes.readUInt16LE(28),
    compression: bytes.readUInt32LE(30),
    end,
    pixels,
    isTopDown: height < 0,
    entryBytes: 4,
    colorsUsed: bytes.readUInt32LE(46),
  };
}

/** Blue, green and red of each index. */
function readPalette(bytes: Buffer, { bits, end, entryBytes, colorsUsed, pixels }: BmpHeader): Rgb[] {
  const room = Math.floor((Math.min(pixels, bytes.length) - end) / entryBytes);
  const count = Math.min(colorsUsed === 0 ? 2 ** bits : colorsUsed, 2 ** bits, room);
  return Array.from({ length: Math.max(0, count) }, (_, index): Rgb => {
    const at = end + index * entryBytes;
    return [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!];
  });
}

function indices(bytes: Buffer, header: BmpHeader): Uint8Array {
  const { height, width, bits, compression } = header;
  if (compression === RUNS_8 || compression === RUNS_4)
    return turned(unpackRuns(bytes.subarray(header.pixels), height, width, compression === RUNS_4), header);
  return rowsFromTop(bytes, header, width, (row, out, at) => out.set(unpackBits(row, width, bits), at));
}

function colors(bytes: Buffer, header: BmpHeader): Uint8Array {
  const { width, bits } = header;
  const levels = bits === 24 ? undefined : fieldsOf(bytes, header).map(levelIn);
  return rowsFromTop(bytes, header, 3 * width, (row, out, at) => {
    for (let column = 0, from = 0; column < width; column++, from += bits / 8, at += 3) {
      const pixel = bits === 16 ? row.readUInt16LE(from) : bits === 32 ? row.readUInt32LE(from) : 0;
      for (let channel = 0; channel < 3; channel++)
        out[at + channel] = levels ? levels[channel]!(pixel) : row[from + 2 - channel]!;
    }
  });
}

/** The bits of red, green and blue in a pixel. */
function fieldsOf(bytes: Buffer, { bits, compression, end, entryBytes }: BmpHeader): number[] {
  if (compression !== FIELDS && compression !== FIELDS_WITH_ALPHA)
    return bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  // They follow a header of 40 bytes, and are a part of the longer ones at the same place.
  const at = 14 + 40;
  if (entryBytes === 3 || bytes.length < Math.max(end, at + 12)) throw new Error('the file ends in its header');
  return [0, 4, 8].map((offset) => bytes.readUInt32LE(at + offset));
}

/** The level from 0 to 255 that the bits of a field mean. */
function levelIn(field: number): (pixel: number) => number {
  if (field === 0) return () => 0;
  const shift = Math.log2((field & -field) >>> 0);
  const most = field / 2 ** shift;
  return (pixel) => Math.floor((((pixel & field) >>> 0) / 2 ** shift / most) * 255 + 0.5);
}

/** Rows are stored from the bottom up, each in whole groups of four bytes. */
function rowsFromTop(
  bytes: Buffer,
  header: BmpHeader,
  length: number,
  read: (row: Buffer, out: Uint8Array, at: number) => void,
): Uint8Array {
  const { height, width, bits, compression, pixels, isTopDown } = header;
  if (![PLAIN, FIELDS, FIELDS_WITH_ALPHA].includes(compression))
    throw otherBmp(`pixels as they are or in runs, got compression ${compression}`);
  const stored = Math.ceil((bits * width) / 32) * 4;
  if (pixels + stored * height > bytes.length)
    throw new Error(`expected ${stored * height} bytes of pixels, got ${Math.max(0, bytes.length - pixels)}`);
  const out = new Uint8Array(height * length);
  for (let line = 0; line < height; line++) {
    const row = isTopDown ? line : height - 1 - line;
    read(bytes.subarray(pixels + line * stored, pixels + (line + 1) * stored), out, row * length);
  }
  return out;
}

function turned(data: Uint8Array, { height, width, isTopDown }: BmpHeader): Uint8Array {
  if (isTopDown) return data;
  const out = new Uint8Array(data.length);
  for (let row = 0; row < height; row++)
    out.set(data.subarray(row * width, (row + 1) * width), (height - 1 - row) * width);
  return out;
}
