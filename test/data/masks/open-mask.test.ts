import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { encode } from 'fast-png';
import { openMask } from '../../../src/data/masks/open-mask.ts';
import { storedValues } from '../../../src/data/masks/stored-values.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { readFixture, unpack } from '../../helpers/data.ts';
import { bytesOf, files, fixture } from '../../helpers/file-fixtures.ts';
import { newFolder } from '../../helpers/tessera.ts';

interface DecodeFixture {
  masks: { name: string; file: string; indices: string }[];
  maskHeight: number;
  maskWidth: number;
}
const { masks, maskHeight, maskWidth } = await readFixture<DecodeFixture>('data/decode.json');
const folder = await newFolder();
const decoded = async (path: string) => (await openMask(path, 'photo.jpg', storedValues)).decode();

for (const { name, file, indices } of masks) {
  test(`${name}: decoded to the stored numbers, not to colours`, async (t) => {
    const path = join(folder, `${name}.png`);
    await writeFile(path, unpack(file));
    const { height, width, decode } = await openMask(path, 'photo.jpg', storedValues);
    t.deepEqual([height, width], [maskHeight, maskWidth]);
    t.deepEqual(await decode(), unpack(indices));
  });
}

test('a mask in colours is refused with the first colour and the key that reads them', async (t) => {
  const path = join(folder, 'colour.png');
  await writeFile(path, encode({ width: 2, height: 1, channels: 3, data: Uint8Array.of(0, 0, 0, 1, 2, 3) }));
  const error = await t.throwsAsync(decoded(path), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-image');
  t.regex(error.message, /colour\.png .*colours such as \[1, 2, 3\].*`mask_format: color`/);
  t.is(error.problems[0]!.of!.kind!.many, 'have colours');
});

test('a missing mask names the photo that lacks it', async (t) => {
  const error = await t.throwsAsync(openMask(join(folder, 'none.png'), 'photo.jpg', storedValues), {
    instanceOf: TesseraError,
  });
  t.is(error.problems[0]!.code, 'missing-mask');
  t.regex(error.message, /photo\.jpg to have a mask, .*none\.png does not exist/);
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
  const error = await t.throwsAsync(openMask(path, 'photo.jpg', storedValues), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-image');
  t.regex(error.message, /huge\.png .*says 60000 x 60000 pixels, and at most 268,402,689 are decoded/);
});

test('what is no image is refused when it is opened, for what it is', async (t) => {
  const path = join(folder, 'text.png');
  await writeFile(path, 'not a mask, but long enough for a header');
  const error = await t.throwsAsync(openMask(path, 'photo.jpg', storedValues), { instanceOf: TesseraError });
  t.regex(error.message, /text\.png cannot be read: it is a text file/);
  t.is(error.problems[0]!.of!.file, path);
});

test('what is stored only roughly says in which format', async (t) => {
  const path = join(folder, 'rough.png');
  await writeFile(path, bytesOf(fixture(files.rough, 'JPEG, grey')));
  t.is((await openMask(path, 'photo.jpg', storedValues)).lossy, 'JPEG');
  await writeFile(path, bytesOf(fixture(files.masks, 'WebP, lossless')));
  t.is((await openMask(path, 'photo.jpg', storedValues)).lossy, undefined);
});
