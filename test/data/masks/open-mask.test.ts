import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { encode } from 'fast-png';
import { readMask } from '../../../src/data/masks/read-mask.ts';
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

for (const { name, file, indices } of masks) {
  test(`${name}: decoded to the stored numbers, not to colours`, async (t) => {
    const path = join(folder, `${name}.png`);
    await writeFile(path, unpack(file));
    t.deepEqual(await readMask(path, 'photo.jpg'), { height: maskHeight, width: maskWidth, data: unpack(indices) });
  });
}

test('a mask of three channels is refused with the number of channels', async (t) => {
  const path = join(folder, 'colour.png');
  await writeFile(path, encode({ width: 2, height: 1, channels: 3, data: new Uint8Array(6) }));
  const error = await t.throwsAsync(readMask(path, 'photo.jpg'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-image');
  t.regex(error.message, /colour\.png .*got 3 channels/);
});

test('a missing mask names the photo that lacks it', async (t) => {
  const error = await t.throwsAsync(readMask(join(folder, 'none.png'), 'photo.jpg'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'missing-mask');
  t.regex(error.message, /photo\.jpg to have a mask, .*none\.png/);
});

test('a damaged mask is named', async (t) => {
  const path = join(folder, 'damaged.png');
  await writeFile(path, unpack(masks[0]!.file).fill(7, 60, 70));
  const error = await t.throwsAsync(readMask(path, 'photo.jpg'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-image');
  t.true(error.message.includes(path));
});
