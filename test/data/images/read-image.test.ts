import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { openImage, readImage, readImageSize } from '../../../src/data/images/read-image.ts';
import { assertClose, readFixture, unpack } from '../../helpers/data.ts';
import { files } from '../../helpers/file-fixtures.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { tiffBytes } from '../../helpers/tiff.ts';

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

for (const { name, file, rgb } of files.photos) {
  test(`${name}: decoded to the RGB that Pillow and NumPy give`, async (t) => {
    const path = join(folder, name);
    await writeFile(path, unpack(file));
    const decoded = await readImage(path);
    t.deepEqual([decoded.height, decoded.width], [files.height, files.width]);
    t.deepEqual(await readImageSize(path), { height: files.height, width: files.width });
    t.deepEqual([...decoded.data], [...unpack(rgb)]);
  });
}

test('a TIFF of other channels is refused when it is opened', async (t) => {
  const path = join(folder, 'five.tif');
  const five = { width: 2, height: 1, bits: 8, samples: 5, photometric: 1, extra: [0, 0, 0, 0] };
  await writeFile(path, tiffBytes([{ ...five, pixels: new Uint8Array(10) }]));
  const error = await t.throwsAsync(openImage(path), { instanceOf: TesseraError });
  t.regex(error.message, /the photo .*five\.tif cannot be decoded: expected grey, RGB or CMYK.*got 5 channels/);
  t.is(error.problems[0]!.of!.kind!.many, 'are TIFFs of other channels');
});

test('a file that is no photo is told for what it is', async (t) => {
  const path = join(folder, 'text.jpg');
  for (const [content, expected] of [
    ['not a photo', /it is a text file/],
    ['', /it is an empty file/],
  ] as const) {
    await writeFile(path, content);
    const error = await t.throwsAsync(openImage(path), { instanceOf: TesseraError });
    t.regex(error.message, expected);
  }
});

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
