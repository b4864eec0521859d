import test from 'ava';
import { bmpSize, decodeBmp, isBmp } from '../../../src/data/formats/bmp.ts';
import { OtherContent } from '../../../src/data/formats/other-content.ts';

interface Parts {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  /** What is between the header of 40 bytes and the pixels: masks of bits, or a palette of blue, green, red, 0. */
  readonly between?: readonly number[];
  readonly colorsUsed?: number;
  readonly pixels: readonly number[];
}

function bmp({ width, height, bits, compression = 0, between = [], colorsUsed = 0, pixels }: Parts): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM');
  head.writeUInt32LE(54 + between.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(compression, 30);
  head.writeUInt32LE(colorsUsed, 46);
  return Buffer.concat([head, Buffer.from(between), Buffer.from(pixels)]);
}
const long = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
const palette = [3, 2, 1, 0, 6, 5, 4, 0];

test('rows are stored from the bottom up, each in groups of four bytes, unless the height is negative', (t) => {
  const parts = { width: 3, bits: 8, colorsUsed: 2, between: palette, pixels: [0, 1, 0, 99, 1, 1, 1, 99] };
  const raster = decodeBmp(bmp({ ...parts, height: 2 }));
  t.deepEqual([...raster.data], [1, 1, 1, 0, 1, 0]);
  t.deepEqual(raster.palette, [
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const down = decodeBmp(bmp({ ...parts, height: -2 }));
  t.deepEqual([down.height, ...down.data], [2, 0, 1, 0, 1, 1, 1]);
});

test('fewer bits are indices too', (t) => {
  const one = bmp({ width: 3, height: 1, bits: 1, between: palette, pixels: [0b10100000, 0, 0, 0] });
  t.deepEqual([...decodeBmp(one).data], [1, 0, 1]);
  const four = bmp({ width: 3, height: 1, bits: 4, colorsUsed: 2, between: palette, pixels: [0x10, 0x10, 0, 0] });
  t.deepEqual([...decodeBmp(four).data], [1, 0, 1]);
});

test('runs are turned as well', (t) => {
  const pixels = [3, 1, 0, 0, 3, 0, 0, 1];
  const parts = { width: 3, bits: 8, compression: 1, colorsUsed: 2, between: palette, pixels };
  t.deepEqual([...decodeBmp(bmp({ ...parts, height: 2 })).data], [0, 0, 0, 1, 1, 1]);
  t.deepEqual([...decodeBmp(bmp({ ...parts, height: -2 })).data], [1, 1, 1, 0, 0, 0]);
  const nibbles = { ...parts, bits: 4, compression: 2, height: 1, pixels: [3, 0x10, 0, 1] };
  t.deepEqual([...decodeBmp(bmp(nibbles)).data], [1, 0, 1]);
});

test('24 and 32 bits are blue, green and red', (t) => {
  const rgb = bmp({ width: 1, height: 2, bits: 24, pixels: [3, 2, 1, 0, 6, 5, 4, 0] });
  t.deepEqual([...decodeBmp(rgb).data], [4, 5, 6, 1, 2, 3]);
  t.is(decodeBmp(rgb).channels, 3);
  const wide = bmp({ width: 1, height: 1, bits: 32, pixels: [3, 2, 1, 255] });
  t.deepEqual([...decodeBmp(wide).data], [1, 2, 3]);
});

test('16 bits are five for each channel, or what the masks say, stretched to 8', (t) => {
  const five = bmp({ width: 2, height: 1, bits: 16, pixels: [0xff, 0x7f, 0x01, 0x00] });
  // 1 of 31 is 8.2 of 255.
  t.deepEqual([...decodeBmp(five).data], [255, 255, 255, 0, 0, 8]);
  const fields = [...long(0xf800), ...long(0x07e0), ...long(0x001f)];
  const six = bmp({ width: 1, height: 1, bits: 16, compression: 3, between: fields, pixels: [0xe0, 0x07, 0, 0] });
  t.deepEqual([...decodeBmp(six).data], [0, 255, 0]);
  const high = [...long(0xff000000), ...long(0x00ff0000), ...long(0x0000ff00)];
  const last = bmp({ width: 1, height: 1, bits: 32, compression: 3, between: high, pixels: [9, 3, 2, 1] });
  t.deepEqual([...decodeBmp(last).data], [1, 2, 3]);
});

test('the oldest header has 12 bytes and a palette of three bytes each', (t) => {
  const head = Buffer.alloc(26);
  head.write('BM');
  head.writeUInt32LE(32, 10);
  head.writeUInt32LE(12, 14);
  head.writeUInt16LE(2, 18);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(8, 24);
  const raster = decodeBmp(Buffer.concat([head, Buffer.from([3, 2, 1, 6, 5, 4, 1, 0, 0, 0])]));
  t.like(raster, { height: 1, width: 2 });
  t.deepEqual([...raster.data], [1, 0]);
  t.deepEqual(raster.palette![1], [4, 5, 6]);
});

test('other forms and damage are told for what they are', (t) => {
  const parts = { width: 1, height: 1, pixels: [0, 0, 0, 0] };
  const jpeg = t.throws(() => decodeBmp(bmp({ ...parts, bits: 24, compression: 4 })), { instanceOf: OtherContent });
  t.regex(jpeg.message, /got compression 4/);
  t.throws(() => decodeBmp(bmp({ ...parts, bits: 2 ** 5 + 1 })), { message: /bits per pixel, got 33/ });
  t.throws(() => decodeBmp(bmp({ ...parts, height: 2, bits: 24 })), { message: 'expected 8 bytes of pixels, got 4' });
  t.throws(() => decodeBmp(bmp({ ...parts, bits: 24 }).subarray(0, 40)), { message: 'the file ends in its header' });
});

test('the header says the size', (t) => {
  const file = bmp({ width: 300, height: -2, bits: 8, pixels: [] });
  t.deepEqual(bmpSize(file), { width: 300, height: 2 });
  t.true(isBmp(file));
  t.false(isBmp(Buffer.from('BM, and nothing more')));
  t.throws(() => bmpSize(bmp({ width: -1, height: 1, bits: 8, pixels: [] })), { message: 'expected a width, got -1' });
});
