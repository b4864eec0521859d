import test from 'ava';
import { decodeGif, gifSize, isGif } from '../../../src/data/formats/gif.ts';
import { OtherContent } from '../../../src/data/formats/other-content.ts';

const short = (value: number) => [value & 255, value >> 8];
const colors = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
/** A GIF of 4 x 1 pixels, by hand. */
function gif(parts: { screen?: readonly number[]; table?: boolean; blocks: readonly number[] }): Buffer {
  const { screen = [4, 1], table = true, blocks } = parts;
  const head = [...Buffer.from('GIF89a'), ...short(screen[0]!), ...short(screen[1]!), table ? 0x81 : 0, 3, 0];
  return Buffer.from([...head, ...(table ? colors : []), ...blocks, 0x3b]);
}
const image = (left = 0, top = 0, flags = 0, own: readonly number[] = []) => [
  ...[0x2c, ...short(left), ...short(top), ...short(4), ...short(1), flags, ...own],
  // Four pixels 1, 2, 1, 2. Codes 4 (clear), 1, 2, 6 (the pair 1 2) of 3 bits each, lowest first: 0b110_010_001_100.
  ...[2, 2, 0b10_001_100, 0b1100, 0],
];

test('the pixels are indices, and their colours are those of the table', (t) => {
  const raster = decodeGif(gif({ blocks: image() }));
  t.like(raster, { height: 1, width: 4, channels: 1 });
  t.deepEqual([...raster.data], [1, 2, 1, 2]);
  t.deepEqual(raster.palette, [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
    [10, 11, 12],
  ]);
});

test("a image's own table goes before that of the file", (t) => {
  const own = [9, 9, 9, 8, 8, 8, 7, 7, 7, 6, 6, 6];
  const { palette } = decodeGif(gif({ blocks: image(0, 0, 0x81, own) }));
  t.deepEqual(palette![0], [9, 9, 9]);
});

test('extensions are passed over; what the image does not cover has the index of the background', (t) => {
  const { data } = decodeGif(gif({ screen: [6, 2], blocks: [0x21, 0xf9, 4, 0, 0, 0, 0, 0, ...image(1, 1)] }));
  t.deepEqual([...data], [3, 3, 3, 3, 3, 3, 3, 1, 2, 1, 2, 3]);
  const without = decodeGif(gif({ screen: [5, 1], table: false, blocks: image(1, 0, 0x81, colors) }));
  t.deepEqual([...without.data], [0, 1, 2, 1, 2]);
  for (const blocks of [image(1, 0), image(0, 1)])
    t.throws(() => decodeGif(gif({ blocks })), { message: 'expected an image within 4 x 1 pixels, it reaches beyond' });
});

test('several images are refused, and so is none', (t) => {
  const error = t.throws(() => decodeGif(gif({ blocks: [...image(), ...image()] })), { instanceOf: OtherContent });
  t.is(error.message, 'expected one image, the file has 2');
  t.throws(() => decodeGif(gif({ blocks: [] })), { message: 'the file has no image' });
});

test('damage is told for what it is', (t) => {
  const whole = gif({ blocks: image() });
  t.throws(() => decodeGif(whole.subarray(0, 20)), { message: 'the file ends in its table of colours' });
  t.throws(() => decodeGif(whole.subarray(0, -3)), { message: 'the file ends in the middle of a block' });
  t.throws(() => decodeGif(gif({ blocks: [7] })), { message: 'expected a block of a GIF at byte 25' });
});

test('the header says the size', (t) => {
  t.deepEqual(gifSize(gif({ screen: [300, 2], blocks: [] })), { width: 300, height: 2 });
  t.throws(() => gifSize(Buffer.from('GIF89a')), { message: /ends before its size/ });
  t.true(isGif(Buffer.from('GIF87a')));
  t.false(isGif(Buffer.from('GIF88a')));
});
