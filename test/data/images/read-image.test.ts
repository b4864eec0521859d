import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { openImage, readImage, readImageSize } from '../../../src/data/images/read-image.ts';
import { assertClose, readFixture, unpack } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

interface DecodeFixture {
  photos: { name: string; file: string; width: number; height: number; image: string }[];
}
const { photos } = await readFixture<DecodeFixture>('data/decode.json');
const folder = await newFolder();

for (const { name, file, width, height, image } of photos) {
  test(`${name}: decoded to the RGB that Pillow gives, within two levels`, async (t) => {
    const path = join(folder, `${name}.jpg`);
    await writeFile(path, unpack(file));
    const decoded = await readImage(path);
    t.deepEqual([decoded.height, decoded.width], [height, width]);
    assertClose(t, decoded.data, unpack(image), name.includes('JPEG') ? 2 : 0);
  });
}

test('a photo that is cut short is named', async (t) => {
  const path = join(folder, 'short.jpg');
  await writeFile(path, unpack(photos[0]!.file).subarray(0, 300));
  const error = await t.throwsAsync(readImage(path), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-image');
  t.true(error.message.includes(path));
});

test('a photo that is not there is named', async (t) => {
  const error = await t.throwsAsync(readImage(join(folder, 'none.jpg')), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-missing');
  t.true(error.message.includes('none.jpg'));
});

for (const format of ['jpeg', 'png', 'webp', 'tiff'] as const) {
  test(`a ${format} that EXIF turns is read as viewers show it`, async (t) => {
    const path = join(folder, `turned.${format}`);
    const pixels = Buffer.from([10, 10, 10, 200, 200, 200, 10, 10, 10, 200, 200, 200]);
    await sharp(pixels, { raw: { width: 4, height: 1, channels: 3 } })
      .withMetadata({ orientation: 8 })
      .toFormat(format, { lossless: true })
      .toFile(path);
    const { height, width, orientation, decode } = await openImage(path);
    t.deepEqual([height, width, orientation], [4, 1, 8]);
    t.deepEqual(await readImageSize(path), { height: 4, width: 1 });
    const { data } = await decode();
    // Turned to the left: the last column is shown first.
    t.true(data[0]! > data[3]! && data[9]! < data[6]!, [...data].join());
  });
}

test('a photo with more pixels than are decoded is refused by its header', async (t) => {
  const path = join(folder, 'huge.jpg');
  const bytes = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
  bytes.writeUInt16BE(60_000, frame + 5);
  bytes.writeUInt16BE(60_000, frame + 7);
  await writeFile(path, bytes);
  const error = await t.throwsAsync(openImage(path), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-image');
  t.regex(error.message, /huge\.jpg .*60000 x 60000 pixels/);
});
