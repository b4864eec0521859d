import type { ImageSize } from '../sample.ts';
import type { Rgb } from './raster.ts';

/** What the first directory of a TIFF says (TIFF 6.0, sections 2 and 8, and BigTIFF). */
export interface TiffHeader extends ImageSize {
  /** Bits of each sample. */
  readonly bits: number;
  /** Samples of each pixel, those of transparency included. */
  readonly samples: number;
  readonly photometric: Photometric | 'other';
  /** Samples beyond the colours that say they are transparency. */
  readonly alphas: number;
  readonly sampleFormat: 'unsigned' | 'signed' | 'float' | 'other';
  /** Whole images in the file: smaller copies of another are not counted. */
  readonly pages: number;
  /** The byte at which the kind of colours is stored, of which the other byte is 0. */
  readonly photometricAt: number;
  /** The same of the sample format; 0 if it is not said. */
  readonly formatAt: number;
  /** The colour of each value; empty without a palette. */
  readonly palette: readonly Rgb[];
}

const photometrics = ['white-is-zero', 'grey', 'rgb', 'palette', 'mask', 'cmyk', 'ycbcr'] as const;
export type Photometric = (typeof photometrics)[number];

/** The numbers that stand for grey and for unsigned samples. */
export const GREY = photometrics.indexOf('grey');
export const UNSIGNED = 1;

const tags = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  photometric: 262,
  samples: 277,
  palette: 320,
  extra: 338,
  format: 339,
};
const formats = ['unsigned', 'signed', 'float'] as const;
/** Bytes of each type of a value, by its number. */
const typeBytes: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 1: 1, 3: 2, 4: 4, 16: 8 };
/** A file with more is damaged, or no photo. */
const MOST_PAGES = 10_000;
/** As many as one entry may have: a palette has three of 256. */
const MOST_VALUES = 768;

export function isTiff(bytes: Buffer): boolean {
  return ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(bytes.toString('latin1', 0, 4));
}

/** @throws Error if the file ends before its first directory, or that says no size */
export function tiffHeader(bytes: Buffer): TiffHeader {
  const reader = readerOf(bytes);
  const [first, ...others] = directories(reader);
  const value = (tag: number, index = 0) => first?.get(tag)?.values[index];
  const [width, height] = [value(tags.width), value(tags.height)];
  if (first === undefined || width === undefined || height === undefined)
    throw new Error('the file ends before its size');
  const lowByteOf = (tag: number) => {
    const at = first.get(tag)?.at;
    return at === undefined ? 0 : at + (reader.isLittle ? 0 : 1);
  };
  const isSmallCopy = (directory: Directory) => ((directory.get(tags.subfile)?.values[0] ?? 0) & 1) === 1;
  return {
    height,
    width,
    bits: value(tags.bits) ?? 1,
    samples: value(tags.samples) ?? 1,
    photometric: photometrics[value(tags.photometric) ?? 0] ?? 'other',
    alphas: (first.get(tags.extra)?.values ?? []).filter((kind) => kind === 1 || kind === 2).length,
    sampleFormat: formats[(value(tags.format) ?? 1) - 1] ?? 'other',
    pages: 1 + others.filter((directory) => !isSmallCopy(directory)).length,
    photometricAt: lowByteOf(tags.photometric),
    formatAt: lowByteOf(tags.format),
    palette: paletteOf(first.get(tags.palette)?.values ?? []),
  };
}

/** All reds, all greens, all blues, of 16 bits each. */
function paletteOf(levels: readonly number[]): Rgb[] {
  const count = Math.floor(levels.length / 3);
  const level = (index: number) => levels[index]! >> 8;
  return Array.from({ length: count }, (_, index): Rgb => [
    level(index),
    level(count + index),
    level(2 * count + index),
  ]);
}

type Directory = ReadonlyMap<number, { readonly values: readonly number[]; readonly at: number }>;

interface TiffReader {
  readonly isLittle: boolean;
  readonly isBig: boolean;
  read(at: number, length: 1 | 2 | 4 | 8): number;
}

function readerOf(bytes: Buffer): TiffReader {
  const isLittle = bytes[0] === 0x49;
  return {
    isLittle,
    isBig: bytes[isLittle ? 2 : 3] === 0x2b,
    read(at, length) {
      if (at + length > bytes.length) throw new Error('the file ends in its header');
      if (length === 8) return Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
      return isLittle ? bytes.readUIntLE(at, length) : bytes.readUIntBE(at, length);
    },
  };
}

/** Each directory leads to the next; a circle ends where it began. */
function directories(reader: TiffReader): Directory[] {
  const found = new Map<number, Directory>();
  let at = reader.isBig ? reader.read(8, 8) : reader.read(4, 4);
  while (at !== 0 && !found.has(at) && found.size < MOST_PAGES) {
    const { directory, next } = readDirectory(reader, at);
    found.set(at, directory);
    at = next;
  }
  return [...found.values()];
}

function readDirectory(reader: TiffReader, start: number): { readonly directory: Directory; readonly next: number } {
  const { read, isBig } = reader;
  const [wide, entryBytes] = isBig ? ([8, 20] as const) : ([4, 12] as const);
  const [count, first] = isBig ? [read(start, 8), start + 8] : [read(start, 2), start + 2];
  const wanted = new Set(Object.values(tags));
  const directory = new Map<number, { values: number[]; at: number }>();
  for (let entry = 0, at = first; entry < count; entry++, at += entryBytes) {
    const bytes = typeBytes[read(at + 2, 2)];
    const tag = read(at, 2);
    if (bytes === undefined || !wanted.has(tag)) continue;
    const values = Math.min(read(at + 4, wide), MOST_VALUES);
    const field = at + 4 + wide;
    const from = values * bytes <= wide ? field : read(field, wide);
    directory.set(tag, {
      at: field,
      values: Array.from({ length: values }, (_, index) => read(from + index * bytes, bytes)),
    });
  }
  return { directory, next: read(first + count * entryBytes, wide) };
}
