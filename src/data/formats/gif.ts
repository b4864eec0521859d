import type { ImageSize } from '../sample.ts';
import { severalImages } from './other-content.ts';
import { unpackLzw } from './gif-lzw.ts';
import type { Raster, Rgb } from './raster.ts';

export function isGif(bytes: Buffer): boolean {
  return /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6));
}

/** The size that a GIF's header says. @throws Error if the file ends before it */
export function gifSize(bytes: Buffer): ImageSize {
  if (bytes.length < 13) throw new Error('the file ends before its size');
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/**
 * Decodes a GIF of one image to the indices that it stores and their palette
 * (https://www.w3.org/Graphics/GIF/spec-gif89a.txt). Transparency is not used. What the image doesn't cover has the
 * background's index.
 * @throws Error if the file is damaged, or has several images
 */
export function decodeGif(bytes: Buffer): Raster {
  const { height, width } = gifSize(bytes);
  const common = colorTable(bytes, bytes[10]!, 13);
  const [image, ...others] = imagesOf(bytes, common.end);
  if (!image) throw new Error('the file has no image');
  if (others.length > 0) throw severalImages(others.length + 1);
  if (image.left + image.width > width || image.top + image.height > height)
    throw new Error(`expected an image within ${width} x ${height} pixels, it reaches beyond`);
  const own = colorTable(bytes, image.flags, image.start);
  const data = new Uint8Array(height * width).fill(common.colors.length > 0 ? bytes[11]! : 0);
  const indices = unpackLzw(image.blocks, bytes[own.end] ?? 0, image.height * image.width);
  const rows = rowOrder(image.height, (image.flags & INTERLACED) !== 0);
  rows.forEach((row, line) => {
    const stored = indices.subarray(line * image.width, (line + 1) * image.width);
    data.set(stored, (image.top + row) * width + image.left);
  });
  return { height, width, channels: 1, data, white: 255, palette: own.colors.length > 0 ? own.colors : common.colors };
}

const HAS_TABLE = 0x80;
const INTERLACED = 0x40;
const [EXTENSION, IMAGE, END] = [0x21, 0x2c, 0x3b];

/** The table of colours that follows at `start` if the flags say so. */
function colorTable(bytes: Buffer, flags: number, start: number): { readonly colors: Rgb[]; readonly end: number } {
  if ((flags & HAS_TABLE) === 0) return { colors: [], end: start };
  const count = 2 << (flags & 7);
  const end = start + 3 * count;
  if (end > bytes.length) throw new Error('the file ends in its table of colours');
  const colors = Array.from({ length: count }, (_, index): Rgb => {
    const at = start + 3 * index;
    return [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!];
  });
  return { colors, end };
}

interface Image extends ImageSize {
  readonly left: number;
  readonly top: number;
  readonly flags: number;
  /** Where its own table of colours begins, if it has one. */
  readonly start: number;
  /** Its compressed pixels. */
  readonly blocks: Buffer;
}

function imagesOf(bytes: Buffer, start: number): Image[] {
  const images: Image[] = [];
  for (let at = start; at < bytes.length;) {
    const kind = bytes[at];
    if (kind === END) break;
    if (kind === EXTENSION) at = readBlocks(bytes, at + 2).end;
    else if (kind === IMAGE && at + 11 <= bytes.length) {
      const flags = bytes[at + 9]!;
      const { blocks, end } = readBlocks(bytes, colorTable(bytes, flags, at + 10).end + 1);
      images.push({
        left: bytes.readUInt16LE(at + 1),
        top: bytes.readUInt16LE(at + 3),
        width: bytes.readUInt16LE(at + 5),
        height: bytes.readUInt16LE(at + 7),
        flags,
        start: at + 10,
        blocks,
      });
      at = end;
    } else throw new Error(`expected a block of a GIF at byte ${at}`);
  }
  return images;
}

/** Blocks of up to 255 bytes, each after its length; a length of 0 ends them. */
function readBlocks(bytes: Buffer, start: number): { readonly blocks: Buffer; readonly end: number } {
  const parts: Buffer[] = [];
  for (let at = start; ;) {
    const length = bytes[at];
    if (length === undefined) throw new Error('the file ends in the middle of a block');
    at += 1 + length;
    if (length === 0) return { blocks: Buffer.concat(parts), end: at };
    parts.push(bytes.subarray(at - length, at));
  }
}

/**
 * The row of the image that each stored row is. Interlaced: every 8th from 0, then from 4, every 4th from 2, every 2nd
 * from 1.
 */
function rowOrder(height: number, interlaced: boolean): number[] {
  const passes = interlaced
    ? ([
        [0, 8],
        [4, 8],
        [2, 4],
        [1, 2],
      ] as const)
    : ([[0, 1]] as const);
  return passes.flatMap(([from, step]) =>
    Array.from({ length: Math.max(0, Math.ceil((height - from) / step)) }, (_, index) => from + index * step),
  );
}
