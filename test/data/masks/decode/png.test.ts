import test from 'ava';
import { encode } from 'fast-png';
import { decodePng, paletteIndices, pngSize } from '../../../../src/data/masks/decode/png.ts';

const grey = { width: 3, height: 2, channels: 1 as const };
const indices = (depth: 1 | 2 | 4 | 8, ...data: number[]) => [
  ...paletteIndices({ ...grey, depth, data: Uint8Array.from(data), text: {} }),
];

test('pixels of 1, 2 and 4 bits come most significant first, and each row starts on a byte', (t) => {
  t.deepEqual(indices(1, 0b10100000, 0b01000000), [1, 0, 1, 0, 1, 0]);
  t.deepEqual(indices(2, 0b11100100, 0b00011000), [3, 2, 1, 0, 1, 2]);
  t.deepEqual(indices(4, 0x12, 0x30, 0xfe, 0xd0), [1, 2, 3, 15, 14, 13]);
  t.deepEqual(indices(8, 1, 2, 3, 4, 5, 255), [1, 2, 3, 4, 5, 255]);
});

test('colours and 16 bits are refused for what they are', async (t) => {
  const rgb = await decodePng(Buffer.from(encode({ width: 1, height: 1, channels: 3, data: new Uint8Array(3) })));
  t.throws(() => paletteIndices(rgb), { message: /one channel \(palette or grey\), got 3 channels/ });
  const deep = await decodePng(
    Buffer.from(encode({ width: 1, height: 1, channels: 1, depth: 16, data: new Uint16Array([300]) })),
  );
  t.throws(() => paletteIndices(deep), { message: /at most 8 bits per pixel, got 16/ });
});

test('a damaged chunk is refused', async (t) => {
  const file = Buffer.from(encode({ ...grey, data: new Uint8Array(6) }));
  file[20]! ^= 1;
  await t.throwsAsync(decodePng(file));
});

test('the header says the size', (t) => {
  const file = Buffer.from(encode({ width: 7, height: 3, channels: 1, data: new Uint8Array(21) }));
  t.deepEqual(pngSize(file), { width: 7, height: 3 });
  t.throws(() => pngSize(file.subarray(0, 23)), { message: /ends before its size/ });
  t.throws(() => pngSize(Buffer.from('GIF89a and more than eight bytes')), { message: /expected a PNG/ });
});
