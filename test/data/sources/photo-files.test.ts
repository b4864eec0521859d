import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { photoFiles } from '../../../src/data/sources/photo-files.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('a photo without a mask is an image: its pixels, its size and its name', async (t) => {
  const imageFile = join(await newFolder(), 'a.png');
  await sharp(Buffer.of(1, 2, 3, 4, 5, 6), { raw: { width: 2, height: 1, channels: 3 } })
    .png()
    .toFile(imageFile);
  const photos = photoFiles([{ name: 'a', imageFile }]);
  t.is(photos.length, 1);
  t.deepEqual(await photos.sizeOf!(0), { height: 1, width: 2 });
  const image = await photos.read(0);
  t.deepEqual(image, { name: photos.name(0), height: 1, width: 2, image: image.image });
  t.deepEqual([...image.image], [1, 2, 3, 4, 5, 6]);
});

test('a photo that cannot be decoded is named, with what to do', async (t) => {
  const imageFile = join(await newFolder(), 'b.jpg');
  await writeFile(imageFile, 'no photo');
  const error = await t.throwsAsync(photoFiles([{ name: 'b', imageFile }]).read(0), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'bad-image', path: 'dataset' });
  t.true(error.problems[0]!.message.includes(imageFile));
});
