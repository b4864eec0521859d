import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { failureOf, serve } from '../../core/download/_server.ts';
import { oxfordIiitPet } from '../../../src/components/datasets/oxford-iiit-pet.ts';
import { splitNames } from '../../../src/data/dataset.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildDataset, readAll } from '../../helpers/data.ts';
import { petsFolder, testIf } from '../../helpers/requirements.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { photo, writePets } from '../../helpers/photos.ts';

const withPets = await testIf('pets');

test('the pet gets the class of its species, the background 0, the border is ignored', async (t) => {
  const { root } = await writePets([photo('tom', 1), photo('rex', 2)], [photo('e')]);
  const { classes, splits, imageSize } = await buildDataset({
    type: 'oxford-iiit-pet',
    root,
    image_size: [6, 8],
    split: { train: 1 },
  });
  t.deepEqual(
    classes.map(({ name }) => name),
    ['background', 'cat', 'dog'],
  );
  t.deepEqual(imageSize, { height: 6, width: 8 });
  const [tom, rex] = await readAll(splits.train);
  t.deepEqual([tom!.name, tom!.height, tom!.width], ['tom', 9, 12]);
  t.deepEqual([...tom!.mask.subarray(0, 4)], [1, 0, 255, 1]);
  t.deepEqual([...rex!.mask.subarray(0, 4)], [2, 0, 255, 2]);
});

test('trainval is split by share and seed: disjoint, complete, and the same each time', async (t) => {
  const photos = Array.from({ length: 11 }, (_, index) => photo(`p${index}`));
  const { root } = await writePets(photos, [photo('e')]);
  const names = async (seed: number, split: Record<string, unknown> = {}) => {
    const { splits } = await buildDataset({ type: 'oxford-iiit-pet', root, image_size: 8, split }, { seed });
    const list = (name: 'train' | 'val') =>
      Array.from({ length: splits[name].length }, (_, index) => splits[name].name(index));
    return { train: list('train'), val: list('val') };
  };
  const first = await names(0);
  t.is(first.train.length, 8, 'int(11 * 0.8), as the reference');
  t.deepEqual([...first.train, ...first.val].sort(), photos.map(({ name }) => name).sort());
  t.deepEqual(await names(0), first);
  t.notDeepEqual(await names(1), first);
  t.deepEqual(await names(1, { seed: 0 }), first);
});

test('a list that is missing is named', async (t) => {
  const { root } = await writePets([photo('a')], [photo('e')]);
  await rm(join(root, 'annotations', 'test.txt'));
  const error = await t.throwsAsync(buildDataset({ type: 'oxford-iiit-pet', root, image_size: 8 }), {
    instanceOf: TesseraError,
  });
  t.is(error.problems[0]!.code, 'file-missing');
  t.regex(error.message, /test\.txt/);
});

test('every line that is wrong is pointed at', async (t) => {
  const { root } = await writePets([photo('a')], [photo('e')]);
  await writeFile(join(root, 'annotations', 'list.txt'), 'a 1 1 1\ne 1 3 1\nsomething\n');
  const error = await t.throwsAsync(buildDataset({ type: 'oxford-iiit-pet', root, image_size: 8 }), {
    instanceOf: TesseraError,
  });
  t.deepEqual(
    error.problems.map(({ code, where }) => [code, where?.line]),
    [
      ['bad-dataset', 2],
      ['bad-dataset', 3],
    ],
  );
});

/** Pixels of the first ten test photos by class, counted with Pillow and NumPy. */
const realCounts = { 0: 456585, 1: 212956, 255: 88383 };

withPets('the real photos: 240, 60 and 200 samples, and the class shares that their trimaps have', async (t) => {
  const { splits } = await buildDataset({ type: 'oxford-iiit-pet', root: petsFolder, image_size: 64 });
  t.deepEqual(
    splitNames.map((name) => splits[name].length),
    [240, 60, 200],
  );
  const counts: Record<number, number> = {};
  for (let index = 0; index < 10; index++) {
    const { name, height, width, mask } = await splits.test.read(index);
    t.is(mask.length, height * width);
    t.true(name.startsWith('Abyssinian'));
    for (const value of mask) counts[value] = (counts[value] ?? 0) + 1;
  }
  t.deepEqual(counts, realCounts);
});

test('oxford-iiit-pet asks its address for what root lacks, and only where downloads are allowed', async (t) => {
  const { url, requests, options } = await serve(t);
  const root = join(await newFolder(), 'pets');
  const section = { type: 'oxford-iiit-pet', root, image_size: 8, download: true, url };
  const message = await failureOf(t, buildDataset(section, { download: options }));
  t.true(
    message.includes(
      `${url}/images.tar.gz could not be downloaded: expected a file with the MD5 checksum 5c4f3ee8e5d25df40f4fd59a7f44e54c`,
    ),
  );
  t.is(requests.length, 1);
  const error = await t.throwsAsync(buildDataset(section), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-missing');
  t.is(requests.length, 1);
});

test('every file of the archive is accounted for, those that macOS left in it too', async (t) => {
  const { root, trimap } = await writePets([photo('a'), photo('b', 2)], [photo('c')]);
  await writeFile(join(root, 'annotations', 'trimaps', '._a.png'), '');
  await copyFile(trimap('a'), trimap('alone'));
  const { files } = await buildDataset({ type: 'oxford-iiit-pet', root, image_size: 8 });
  t.deepEqual(await files!(), {
    photos: 3,
    masks: 3,
    leftOver: [
      { what: 'mask without a photo', files: ['trimaps/alone.png'] },
      { what: 'file with a hidden name', files: ['trimaps/._a.png'] },
    ],
  });
});

test('trimaps store 2 for the background, and 1 for a pet of either kind', async (t) => {
  const outline = await oxfordIiitPet.outline!({ root: 'absent', download: false, url: '' } as never, {
    workingDirectory: '.',
  });
  t.deepEqual(outline.maskValues, [2, 1, 1]);
});
