import test from 'ava';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { LabelReader } from '../../../src/data/masks/label-reader.ts';
import { photoPairs } from '../../../src/data/sources/photo-pairs.ts';
import { newFolder } from '../../helpers/tessera.ts';

const imageFile = join(await newFolder(), 'a.png');
await sharp(Buffer.of(1, 2, 3, 4, 5, 6), { raw: { width: 2, height: 1, channels: 3 } })
  .png()
  .toFile(imageFile);
const labels = (data: readonly number[], settings = ''): LabelReader => ({
  file: 'a.mask',
  settings,
  read: async () => ({ height: 1, width: data.length, data: Uint8Array.from(data) }),
});

test('a sample is a photo and its labels', async (t) => {
  const source = photoPairs([{ name: 'a', imageFile, labels: labels([1, 255]) }]);
  const { name, height, width, image, mask } = await source.read(0);
  t.deepEqual([name, height, width, [...image], [...mask]], ['a', 1, 2, [1, 2, 3, 4, 5, 6], [1, 255]]);
  t.deepEqual(source.files!(0), { image: imageFile, mask: 'a.mask' });
});

test('a mask of another size than its photo is refused with both sizes', async (t) => {
  const error = await t.throwsAsync(photoPairs([{ name: 'a', imageFile, labels: labels([1, 2, 3]) }]).read(0), {
    instanceOf: TesseraError,
  });
  t.is(
    error.problems[0]!.message,
    'expected photo and mask of equal size, the mask a.mask is 3 x 1, its photo 2 x 1 (width x height)',
  );
});

test('what is wrong with photo and mask is told at once', async (t) => {
  const broken: LabelReader = {
    ...labels([]),
    read: () => Promise.reject(new TesseraError({ code: 'missing-mask', message: 'no mask' })),
  };
  const error = await t.throwsAsync(photoPairs([{ name: 'b', imageFile: '/none.png', labels: broken }]).read(0), {
    instanceOf: TesseraError,
  });
  t.deepEqual(error.problems.map(({ code }) => code).sort(), ['file-missing', 'missing-mask']);
});

test('the fingerprint changes with the settings and with the time of a file', async (t) => {
  const of = (settings: string) =>
    photoPairs([{ name: 'a', imageFile, labels: labels([0, 0], settings) }]).fingerprint!();
  const before = await of('x');
  t.is(await of('x'), before);
  t.not(await of('y'), before);
  await utimes(imageFile, 1, 1);
  t.not(await of('x'), before);
});
