import test from 'ava';
import { OtherContent } from '../../../src/data/formats/other-content.ts';
import { decodeTiff } from '../../../src/data/formats/tiff.ts';
import { tiffBytes, type TiffParts } from '../../helpers/tiff.ts';

const line = (bits: number, pixels: Uint8Array, more: Partial<TiffParts> = {}): TiffParts => ({
  width: 4,
  height: 1,
  bits,
  photometric: 1,
  pixels,
  ...more,
});
const bytes = (array: Int8Array | Int16Array | Uint16Array | Uint32Array | Float32Array) =>
  new Uint8Array(array.buffer);
const decode = async (part: TiffParts) => decodeTiff(tiffBytes([part]));
const valuesOf = async (part: TiffParts) => [...(await decode(part)).data];

test('pixels of fewer than 8 bits are what is stored, with a palette too', async (t) => {
  t.deepEqual(await valuesOf(line(1, Uint8Array.of(0b01010000))), [0, 1, 0, 1]);
  t.deepEqual(await valuesOf(line(2, Uint8Array.of(0b00011011))), [0, 1, 2, 3]);
  t.deepEqual(await valuesOf(line(4, Uint8Array.of(0x01, 0x2f))), [0, 1, 2, 15]);
  const colorMap = Array.from({ length: 48 }, (_, index) => index << 8);
  const palette = await decode(line(4, Uint8Array.of(0x01, 0x2f), { photometric: 3, colorMap }));
  t.deepEqual([...palette.data], [0, 1, 2, 15]);
  t.deepEqual(palette.palette![2], [2, 18, 34]);
  t.is(palette.white, 15);
});

test('signed numbers, long ones and floats keep their values', async (t) => {
  t.deepEqual(await valuesOf(line(8, bytes(Int8Array.of(0, 1, 100, -1)), { format: 2 })), [0, 1, 100, -1]);
  t.deepEqual(await valuesOf(line(16, bytes(Int16Array.of(0, 1, 300, -1)), { format: 2 })), [0, 1, 300, -1]);
  t.deepEqual(await valuesOf(line(16, bytes(Uint16Array.of(0, 1, 300, 65_535)))), [0, 1, 300, 65_535]);
  t.deepEqual(await valuesOf(line(32, bytes(Uint32Array.of(0, 1, 300, 70_000)))), [0, 1, 300, 70_000]);
  t.deepEqual(await valuesOf(line(32, bytes(Float32Array.of(0, 1, 300, -1)), { format: 3 })), [0, 1, 300, -1]);
});

test('RGB of 16 bits is kept', async (t) => {
  const rgb = bytes(Uint16Array.of(0, 1, 300, 65_535, 7, 8));
  const raster = await decode(line(16, rgb, { width: 2, samples: 3, photometric: 2 }));
  t.like(raster, { channels: 3, white: 65_535 });
  t.deepEqual([...raster.data], [0, 1, 300, 65_535, 7, 8]);
});

test('what is no mask is refused for what it is', async (t) => {
  const half = line(32, bytes(Float32Array.of(0, 1.5, 0, 0)), { format: 3 });
  t.is((await t.throwsAsync(decode(half), { instanceOf: OtherContent })).kind.many, 'have numbers that are not whole');
  const five = line(8, new Uint8Array(20), { samples: 5, extra: [0, 0, 0, 0] });
  await t.throwsAsync(decode(five), { message: 'expected one channel or RGB, got 5 channels of 8 bits (unsigned)' });
  const one = line(8, new Uint8Array(4));
  await t.throwsAsync(decodeTiff(tiffBytes([one, one])), { message: 'expected one image, the file has 2' });
});
