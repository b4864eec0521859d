import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { encode } from 'fast-png';
import { openIndexMask } from '../../../src/data/masks/open-mask.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { readFixture, unpack } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

interface DecodeFixture {
  masks: { name: string; file: string; indices: string }[];
  maskHeight: number;
  maskWidth: number;
}
const { masks, maskHeight, maskWidth } = await readFixture<DecodeFixture>('data/decode.json');
const folder = await newFolder();
const decoded = async (path: string) => (await openIndexMask(path, 'photo.jpg')).decode();

for (const { name, file, indices } of masks) {
  test(`${name}: decoded to the stored numbers, not to colours`, async (t) => {
    const path = join(folder, `${name}.png`);
    await writeFile(path, unpack(file));
    const { height, width, decode } = await openIndexMask(path, 'photo.jpg');
    t.deepEqual([height, width], [maskHeight, maskWidth]);
    t.deepEqual(await decode(), unpack(indices));
  });
}

test('a mask of three channels is refused with the number of channels', async (t) => {
  const path = join(folder, 'colour.png');
  await writeFile(path, encode({ width: 2, height: 1, channels: 3, data: new Uint8Array(6) }));
  const error = await t.throwsAsync(decoded(path), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-image');
  t.regex(error.message, /colour\.png .*got 3 channels/);
});

test('a missing mask names the photo that lacks it', async (t) => {
  const error = await t.throwsAsync(openIndexMask(join(folder, 'none.png'), 'photo.jpg'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'missing-mask');
  t.regex(error.message, /photo\.jpg to have a mask, .*none\.png/);
});

test('a damaged mask is named', async (t) => {
  const path = join(folder, 'damaged.png');
  await writeFile(path, unpack(masks[0]!.file).fill(7, 60, 70));
  const error = await t.throwsAsync(decoded(path), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-image');
  t.true(error.message.includes(path));
});

test('a mask of 60,000 x 60,000 pixels is refused by its header, and nothing is decoded', async (t) => {
  const path = join(folder, 'huge.png');
  const png = Buffer.from(encode({ width: 1, height: 1, channels: 1, data: Uint8Array.of(1) }));
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  await writeFile(path, png);
  const error = await t.throwsAsync(openIndexMask(path, 'photo.jpg'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-image');
  t.regex(error.message, /huge\.png .*says 60000 x 60000 pixels, and at most 268,402,689 are decoded/);
});

test('what is no PNG is refused when it is opened', async (t) => {
  const path = join(folder, 'text.png');
  await writeFile(path, 'not a mask, but long enough for a header');
  const error = await t.throwsAsync(openIndexMask(path, 'photo.jpg'), { instanceOf: TesseraError });
  t.regex(error.message, /text\.png cannot be decoded: expected a PNG/);
});
