import test from 'ava';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { LabelReader } from '../../../src/data/masks/label-reader.ts';
import { photoPairs, type MaskOrientation } from '../../../src/data/sources/photo-pairs.ts';
import { newFolder } from '../../helpers/tessera.ts';

const imageFile = join(await newFolder(), 'a.png');
await sharp(Buffer.of(1, 2, 3, 4, 5, 6), { raw: { width: 2, height: 1, channels: 3 } })
  .png()
  .toFile(imageFile);
const labels = (data: readonly number[], settings = ''): LabelReader => ({
  files: ['a.mask'],
  settings,
  open: async () => ({
    height: 1,
    width: data.length,
    read: async () => ({ height: 1, width: data.length, data: Uint8Array.from(data) }),
  }),
});

test('a sample is a photo and its labels', async (t) => {
  const source = photoPairs([{ name: 'a', imageFile, labels: labels([1, 255]) }]);
  const { name, height, width, image, mask } = await source.read(0);
  t.deepEqual([name, height, width, [...image], [...mask]], ['a', 1, 2, [1, 2, 3, 4, 5, 6], [1, 255]]);
  t.deepEqual(source.files!(0), { image: imageFile, masks: ['a.mask'] });
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

test("a mask of the photo's shape is resized to it, where the configuration says so, by nearest pixels", async (t) => {
  const mask = [1, 2, 3, 4, 5, 6, 7, 8];
  const wide: LabelReader = {
    ...labels([]),
    open: async () => ({
      height: 2,
      width: 4,
      read: async () => ({ height: 2, width: 4, data: Uint8Array.from(mask) }),
    }),
  };
  const pairs = [{ name: 'a', imageFile, labels: wide }];
  // Centres of the two pixels of the photo are at columns 1 and 3, row 1 of the mask.
  t.deepEqual([...(await photoPairs(pairs, 'as-shown', 'resized').read(0)).mask], [6, 8]);
  const refused = await t.throwsAsync(photoPairs(pairs, 'as-shown', 'as-photo').read(0), { instanceOf: TesseraError });
  t.true(refused.problems[0]!.hints!.includes('they have the same shape: `mask_size: resized` resizes masks'));
  const unnamed = await t.throwsAsync(photoPairs(pairs).read(0), { instanceOf: TesseraError });
  t.false(
    unnamed.problems[0]!.hints!.some((hint) => hint.includes('mask_size')),
    'a dataset without the key',
  );
  const other = [{ name: 'a', imageFile, labels: labels([1, 2, 3]) }];
  t.deepEqual([...(await photoPairs(other, 'as-shown', 'resized').read(0)).mask], [1, 3], 'a side may be a pixel off');
  const tall: LabelReader = { ...wide, open: async () => ({ ...(await wide.open('a')), height: 4, width: 2 }) };
  await t.throwsAsync(photoPairs([{ name: 'a', imageFile, labels: tall }], 'as-shown', 'resized').read(0), {
    message: /the mask a\.mask is 2 x 4, its photo 2 x 1/,
  });
  t.not(await photoPairs(pairs, 'as-shown', 'resized').fingerprint!(), await photoPairs(pairs).fingerprint!());
});

test('what is wrong with photo and mask is told at once', async (t) => {
  const broken: LabelReader = {
    ...labels([]),
    open: () => Promise.reject(new TesseraError({ code: 'missing-mask', message: 'no mask' })),
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

test('sizes are compared before anything is decoded', async (t) => {
  const huge: LabelReader = {
    ...labels([]),
    open: async () => ({ height: 60_000, width: 60_000, read: () => Promise.reject(new Error('decoded')) }),
  };
  await t.throwsAsync(photoPairs([{ name: 'a', imageFile, labels: huge }]).read(0), {
    instanceOf: TesseraError,
    message: /the mask a\.mask is 60000 x 60000, its photo 2 x 1/,
  });
});

test('a survey is told the size, the image and the values of the labels', async (t) => {
  const { sample, facts } = await photoPairs([{ name: 'a', imageFile, labels: labels([1, 255]) }]).examine!(0);
  t.deepEqual([...sample.mask], [1, 255]);
  const { imageHash, ...photo } = facts.photo!;
  t.deepEqual(photo, {
    name: 'a',
    height: 1,
    width: 2,
    values: [
      { label: 1, pixels: 1 },
      { label: 255, pixels: 1 },
    ],
  });
  // printf '\1\2\3\4\5\6' | openssl sha1 -binary | base64
  t.is(imageHash, 'XSEbrY9O5w4Wx9NDqDj8NEoe2WE=');
});

test('a survey is told what was noticed while reading, of the photo unless it says of what', async (t) => {
  const kind = { one: 'mask is a JPEG', many: 'masks are JPEGs' };
  const reader: LabelReader = {
    ...labels([]),
    open: async () => ({
      height: 1,
      width: 2,
      read: async () => ({ height: 1, width: 2, data: new Uint8Array(2), remarks: [{ kind }, { kind, of: 'b' }] }),
    }),
  };
  const { facts } = await photoPairs([{ name: 'a', imageFile, labels: reader }]).examine!(0);
  t.deepEqual(facts.photo!.remarks, [
    { kind, of: 'a' },
    { kind, of: 'b' },
  ]);
});

test('every file of a mask counts for the fingerprint', async (t) => {
  const second = join(await newFolder(), 'b.mask');
  await writeFile(second, '1');
  const reader = { ...labels([0, 0]), files: ['a.mask', second] };
  const of = () => photoPairs([{ name: 'a', imageFile, labels: reader }]).fingerprint!();
  const before = await of();
  await utimes(second, 1, 1);
  t.not(await of(), before);
});

/** A photo of 2 x 1 pixels whose EXIF says that viewers turn it. */
async function turnedPhoto(orientation: number): Promise<string> {
  const file = join(await newFolder(), 'turned.png');
  await sharp(Buffer.of(1, 2, 3, 4, 5, 6), { raw: { width: 2, height: 1, channels: 3 } })
    .withMetadata({ orientation })
    .png()
    .toFile(file);
  return file;
}

const readTurned = async (orientation: number, mask: LabelReader, masksAre?: MaskOrientation) =>
  photoPairs([{ name: 'a', imageFile: await turnedPhoto(orientation), labels: mask }], masksAre).examine!(0);

test('a photo is taken as viewers show it, and its mask as it was drawn on that', async (t) => {
  const { sample, facts } = await readTurned(3, labels([1, 2]));
  t.deepEqual([...sample.image], [4, 5, 6, 1, 2, 3]);
  t.deepEqual([...sample.mask], [1, 2]);
  t.deepEqual(facts.photo!.turned, { orientation: 3, fitsBoth: true });
});

test('a mask that lies on the photo as stored is turned with it', async (t) => {
  const { sample } = await readTurned(3, labels([1, 2]), 'as-stored');
  t.deepEqual([...sample.image], [4, 5, 6, 1, 2, 3]);
  t.deepEqual([...sample.mask], [2, 1]);
  const right = await readTurned(6, labels([1, 2]), 'as-stored');
  t.deepEqual([right.sample.height, right.sample.width, ...right.sample.mask], [2, 1, 1, 2]);
  t.deepEqual(right.facts.photo!.turned, { orientation: 6, fitsBoth: false });
});

test('a mask that fits the other way only is refused with the key that says so', async (t) => {
  const error = await t.throwsAsync(readTurned(6, labels([1, 2])), { instanceOf: TesseraError });
  t.regex(error.message, /the mask a\.mask is 2 x 1, its photo 1 x 2/);
  t.regex(error.problems[0]!.hints![0]!, /EXIF orientation is 6, .* as stored: `mask_orientation: as-stored`/);
});

test('the fingerprint changes with how masks lie on photos', async (t) => {
  const of = (masksAre: MaskOrientation) =>
    photoPairs([{ name: 'a', imageFile, labels: labels([0, 0]) }], masksAre).fingerprint!();
  t.not(await of('as-shown'), await of('as-stored'));
});
