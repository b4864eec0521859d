import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { readImage } from '../../../src/data/images/read-image.ts';
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
