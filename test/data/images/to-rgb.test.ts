import test from 'ava';
import sharp from 'sharp';
import { decodeCmyk, decodeDeep, decodeRgb, rgbOf, stretchRange } from '../../../src/data/images/to-rgb.ts';
import { tiffBytes } from '../../helpers/tiff.ts';

const stretch = (...values: number[]) => [...stretchRange(Uint16Array.from(values))];

test('the least number becomes 0, the largest 255, and what is between them is rounded', (t) => {
  t.deepEqual(stretch(100, 1120, 355, 357), [0, 255, 64, 64]);
  t.deepEqual(stretch(0, 65_535, 256, 129), [0, 255, 1, 1]);
  t.deepEqual(stretch(0, 65_535, 128), [0, 255, 0]);
  t.deepEqual(stretch(7, 8), [0, 255]);
});

test('equal numbers keep their share of all that 16 bits can hold', (t) => {
  t.deepEqual(stretch(257, 257), [1, 1]);
  t.deepEqual(stretch(65_535), [255]);
});

test('indices become the colours of the palette, or black', (t) => {
  const palette = [
    [1, 2, 3],
    [4, 5, 6],
  ] as const;
  const raster = { height: 1, width: 3, channels: 1, data: Uint8Array.of(1, 0, 7), white: 255, palette };
  t.deepEqual(rgbOf(raster), { height: 1, width: 3, data: Uint8Array.of(4, 5, 6, 1, 2, 3, 0, 0, 0) });
});

test('colours stay', (t) => {
  const rgb = { height: 2, width: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6), white: 255 };
  t.deepEqual([...rgbOf(rgb).data], [1, 2, 3, 4, 5, 6]);
});

const raw = (data: Uint8Array | Uint16Array, channels: 1 | 2 | 3 | 4) =>
  sharp(data, { raw: { width: data.length / channels, height: 1, channels } });

test('a photo of 16 bits has one range for all channels, and loses its transparency', async (t) => {
  const rgb = raw(Uint16Array.of(100, 355, 1120, 100, 100, 100), 3).toColourspace('rgb16');
  const { height, width, data } = await decodeDeep(sharp(await rgb.png().toBuffer()), false);
  t.deepEqual([height, width, ...data], [1, 2, 0, 64, 255, 0, 0, 0]);
  const grey = raw(Uint16Array.of(100, 9, 1120, 9), 2).toColourspace('grey16');
  t.deepEqual([...(await decodeDeep(sharp(await grey.png().toBuffer()), true)).data], [0, 0, 0, 255, 255, 255]);
});

test('grey is repeated, transparency dropped', async (t) => {
  const file = await raw(Uint8Array.of(7, 0, 9, 255), 2)
    .png()
    .toBuffer();
  t.deepEqual([...(await decodeRgb(sharp(file))).data], [7, 7, 7, 9, 9, 9]);
});

test('CMYK is what each ink leaves of the light that black leaves', async (t) => {
  const inks = tiffBytes([
    {
      width: 2,
      height: 1,
      bits: 8,
      samples: 4,
      photometric: 5,
      pixels: Uint8Array.of(0, 255, 51, 0, 0, 100, 255, 155),
    },
  ]);
  // 255 - 155 = 100 are left by black, of which 100 of 255 magenta take 39.2.
  t.deepEqual([...(await decodeCmyk(sharp(inks))).data], [255, 0, 204, 100, 61, 0]);
});
