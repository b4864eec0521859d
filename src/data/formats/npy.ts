import { areKind } from '../../core/errors/index.ts';
import type { ImageSize } from '../sample.ts';
import { notWhole, OtherContent } from './other-content.ts';
import type { Raster, StoredValues } from './raster.ts';

const MAGIC = '\x93NUMPY';

export function isNpy(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 6) === MAGIC;
}

/** The size of the array that a `.npy` file holds. @throws Error if it is no array of pixels */
export function npySize(bytes: Buffer): ImageSize {
  const { height, width } = readHeader(bytes);
  return { height, width };
}

/**
 * Reads an array of whole numbers, shape [height, width] with an axis of 1 before or after that, or [height, width, 3
 * or 4] (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Numbers may be stored as floats.
 * @throws Error if a number is not whole, or the file is cut short
 */
export function decodeNpy(bytes: Buffer): Raster {
  const { height, width, channels, type, isLittle, isFortran, start } = readHeader(bytes);
  const { room: Room = Int32Array, white = 255 } = type;
  const count = height * width * channels;
  if (start + count * type.bytes > bytes.length)
    throw new Error(`expected ${count * type.bytes} bytes of numbers, got ${bytes.length - start}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new Room(count);
  for (let target = 0; target < count; target++) {
    const index = isFortran ? fortranIndex(target, height, width, channels) : target;
    const value = type.read(view, start + index * type.bytes, isLittle);
    data[target] = value;
    if (data[target] !== value) throw notWhole(value);
  }
  return { height, width, channels, data, white };
}

/** The position of a number whose array is stored with the first axis running fastest. */
function fortranIndex(index: number, height: number, width: number, channels: number): number {
  const [channel, pixel] = [index % channels, Math.floor(index / channels)];
  const [row, column] = [Math.floor(pixel / width), pixel % width];
  return row + height * (column + width * channel);
}

interface NpyHeader extends ImageSize {
  readonly channels: number;
  readonly type: NumberType;
  readonly isLittle: boolean;
  readonly isFortran: boolean;
  readonly start: number;
}

function readHeader(bytes: Buffer): NpyHeader {
  const isFirst = bytes[6] === 1;
  const before = isFirst ? 10 : 12;
  if (bytes.length < before) throw new Error('the file ends in its header');
  const start = before + (isFirst ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
  const text = bytes.toString('latin1', before, start);
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1]?.match(/\d+/g)?.map(Number);
  if (start > bytes.length || shape === undefined) throw new Error('the file ends in its header');
  const type = numberTypes[descr?.slice(1) ?? ''];
  if (!type) throw otherArray(`an array of numbers, got one of type ${descr ?? 'object'}`);
  const [height, width, channels = 1] = pixelAxes(shape) ?? [];
  if (height === undefined || width === undefined)
    throw otherArray(`an array of shape [height, width], got [${shape.join(', ')}]`);
  return {
    height,
    width,
    channels,
    type,
    isLittle: descr?.[0] !== '>',
    isFortran: /'fortran_order':\s*True/.test(text),
    start,
  };
}

function otherArray(message: string): OtherContent {
  return new OtherContent(areKind('another array', 'other arrays'), `expected ${message}`);
}

function pixelAxes(shape: readonly number[]): readonly number[] | undefined {
  if (shape.length === 2) return shape;
  if (shape.length !== 3) return undefined;
  const last = shape[2]!;
  if (last === 1 || last === 3 || last === 4) return shape;
  return shape[0] === 1 ? shape.slice(1) : undefined;
}

interface NumberType {
  readonly bytes: number;
  read(view: DataView, at: number, isLittle: boolean): number;
  /** What holds these numbers; others than those of 8 and 16 bits must fit 32. */
  readonly room?: new (count: number) => StoredValues;
  readonly white?: number;
}

/** The types of numbers, as NumPy writes them after the order of their bytes: kind and bytes. */
const numberTypes: Readonly<Record<string, NumberType>> = {
  b1: { bytes: 1, read: (view, at) => view.getUint8(at), room: Uint8Array, white: 1 },
  u1: { bytes: 1, read: (view, at) => view.getUint8(at), room: Uint8Array },
  u2: { bytes: 2, read: (view, at, isLittle) => view.getUint16(at, isLittle), room: Uint16Array, white: 65_535 },
  u4: { bytes: 4, read: (view, at, isLittle) => view.getUint32(at, isLittle) },
  u8: { bytes: 8, read: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)) },
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  i2: { bytes: 2, read: (view, at, isLittle) => view.getInt16(at, isLittle) },
  i4: { bytes: 4, read: (view, at, isLittle) => view.getInt32(at, isLittle) },
  i8: { bytes: 8, read: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)) },
  f4: { bytes: 4, read: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  f8: { bytes: 8, read: (view, at, isLittle) => view.getFloat64(at, isLittle) },
};
