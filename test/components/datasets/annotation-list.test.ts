import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { annotationList } from '../../../src/components/datasets/annotation-list.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildDataset, readAll } from '../../helpers/data.ts';
import { photo, writePets } from '../../helpers/photos.ts';

const classes = [{ name: 'background' }, { name: 'cat' }, { name: 'dog', color: [1, 2, 3] }];

async function writeLists(trainval: string, testList: string) {
  const { root } = await writePets([photo('a'), photo('b', 2)], [photo('e')]);
  await writeFile(join(root, 'trainval.txt'), trainval);
  await writeFile(join(root, 'test.txt'), testList);
  const build = (more: Record<string, unknown> = {}) =>
    buildDataset(
      {
        type: 'annotation-list',
        images: 'images',
        masks: 'annotations/trimaps',
        trainval: 'trainval.txt',
        test: 'test.txt',
        image_size: 8,
        classes,
        split: { train: 1 },
        ...more,
      },
      { workingDirectory: root },
    );
  return { root, build };
}

test("by default masks are renumbered as the reference's: 1 the photo's label, 2 background, 3 ignored", async (t) => {
  const { build } = await writeLists('a 1\nb 2\n', 'e 1\n');
  const dataset = await build();
  const [a, b] = await readAll(dataset.splits.train);
  t.deepEqual([...a!.mask.subarray(0, 3)], [1, 0, 255]);
  t.deepEqual([...b!.mask.subarray(0, 3)], [2, 0, 255]);
  t.deepEqual(dataset.classes, [
    { name: 'background', color: [0, 0, 0] },
    { name: 'cat', color: [128, 0, 0] },
    { name: 'dog', color: [1, 2, 3] },
  ]);
});

test('mask_values gives the stored numbers other meanings', async (t) => {
  const { build } = await writeLists('a 1\n', 'e 1\n');
  const { splits } = await build({ mask_values: { 1: 2, 2: 255, 3: 'label' } });
  t.deepEqual([...(await splits.test.read(0)).mask.subarray(0, 3)], [2, 255, 1]);
});

test('every line without a label in range is pointed at, in one pass', async (t) => {
  const { build } = await writeLists('a 1\nb 3\nb\nb x\n', 'e 1\n');
  const error = await t.throwsAsync(build(), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code, where }) => [code, where?.line]),
    [
      ['bad-dataset', 2],
      ['bad-dataset', 3],
      ['bad-dataset', 4],
    ],
  );
  t.regex(error.message, /label from 0 to 2.*`b 3`/);
});

test('mask_values that point outside of the classes are refused', async (t) => {
  const { build } = await writeLists('a 1\n', 'e 1\n');
  await t.throwsAsync(build({ mask_values: { 4: 3 } }), {
    message: /expected a class index from 0 to 2, 255 or label, got 3/,
  });
});

test('a missing list is named', async (t) => {
  const { build } = await writeLists('a 1\n', 'e 1\n');
  const error = await t.throwsAsync(build({ test: 'none.txt' }), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-missing');
  t.regex(error.message, /none\.txt/);
});

test('a name may have blanks: the label is what is after the last', async (t) => {
  const { root, build } = await writeLists('IMG 00 (1) 1\n', 'e 1\n');
  for (const [folder, end] of [
    ['images', '.jpg'],
    ['annotations/trimaps', '.png'],
  ] as const)
    await copyFile(join(root, folder, `a${end}`), join(root, folder, `IMG 00 (1)${end}`));
  const { splits, files } = await build();
  t.is((await splits.train.read(0)).name, 'IMG 00 (1)');
  t.deepEqual((await files!()).leftOver, [
    { what: 'mask of a photo in no split', files: ['trimaps/a.png', 'trimaps/b.png'] },
    { what: 'photo in no split', files: ['images/a.jpg', 'images/b.jpg'] },
  ]);
});

test('a binary mask of 0 and 255 is explained by the key that this type has', async (t) => {
  const { build } = await writeLists('a 1\n', 'e 1\n');
  const { explainValues } = await build();
  const values = ['0', '255'].map((value) => ({ value, pixels: 1, masks: 1 }));
  t.is(explainValues!(values)[1], '`mask_values: {0: 0, 255: label}`');
});

test("a mask stores a class's own value, or that of the photo's label", async (t) => {
  const valuesOf = async (mask_values: Record<string, number | 'label'>) =>
    (await annotationList.outline!({ classes, mask_values } as never, { workingDirectory: '.' })).maskValues;
  t.deepEqual(await valuesOf({ 1: 'label', 2: 0, 3: 255 }), [2, 1, 1]);
  t.deepEqual(await valuesOf({ 1: 'label', 2: 0, 4: 2 }), [2, 1, 4]);
  t.is(await valuesOf({ 1: 1, 2: 0 }), undefined, 'nothing stands for the dog');
});
