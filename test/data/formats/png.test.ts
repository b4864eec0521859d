import test from 'ava';
import { encode } from 'fast-png';
import { decodePng, isPng, pngSize } from '../../../src/data/formats/png.ts';

const grey = { width: 3, height: 2, channels: 1 as const };
const png = (image: Parameters<typeof encode>[0]) => Buffer.from(encode(image));

test('pixels of fewer than 8 bits come one by one, each row from a byte on', async (t) => {
  const palette = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const file = png({ ...grey, depth: 1, palette, data: Uint8Array.of(0b10100000, 0b01000000) });
  const raster = await decodePng(file);
  t.deepEqual([...raster.data], [1, 0, 1, 0, 1, 0]);
  t.is(raster.white, 1);
  t.deepEqual(raster.palette, [
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

test('colours and 16 bits are kept', async (t) => {
  const rgb = await decodePng(png({ width: 1, height: 1, channels: 3, data: Uint8Array.of(7, 8, 9) }));
  t.like(rgb, { channels: 3, white: 255, data: Uint8Array.of(7, 8, 9) });
  const deep = await decodePng(png({ width: 1, height: 1, channels: 1, depth: 16, data: Uint16Array.of(300) }));
  t.like(deep, { channels: 1, white: 65_535, data: Uint16Array.of(300) });
});

test('a damaged chunk is refused', async (t) => {
  const file = png({ ...grey, data: new Uint8Array(6) });
  file[20]! ^= 1;
  await t.throwsAsync(decodePng(file));
});

test('the header says the size', (t) => {
  const file = png({ width: 7, height: 3, channels: 1, data: new Uint8Array(21) });
  t.deepEqual(pngSize(file), { width: 7, height: 3 });
  t.throws(() => pngSize(file.subarray(0, 23)), { message: /ends before its size/ });
  t.true(isPng(file));
  t.false(isPng(Buffer.from('GIF89a and more than eight bytes')));
});
