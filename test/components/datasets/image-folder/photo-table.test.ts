import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { tableByPattern } from '../../../../src/components/datasets/image-folder/photo-table.ts';
import { folderOf } from '../../../helpers/folders.ts';

async function open(images: string, masks: string, files: readonly string[]) {
  const root = await folderOf(...files);
  const keys = { images: 'dataset.images', masks: 'dataset.masks' };
  const table = await tableByPattern({
    root,
    images,
    masks,
    image_suffix: '.jpg',
    mask_suffix: ['.png'],
    several: false,
    keys,
  });
  return {
    root,
    table,
    within: table.pairs.map(({ name, masks: own }) => [name, ...own.map((path) => path.slice(root.length + 1))]),
  };
}

test('a pattern and a folder pair by the name', async (t) => {
  const byFolder = await open('scans/{patient}_*.jpg', 'masks', ['scans/p1_2.jpg', 'scans/p1_3.jpg', 'masks/p1_2.png']);
  t.deepEqual(byFolder.within, [
    ['p1_2', 'masks/p1_2.png'],
    ['p1_3', 'masks/p1_3.png'],
  ]);
  t.deepEqual(byFolder.table.pairs[0]!.fields, { patient: 'p1' });
  const byPattern = await open('scans', 'masks/*_m.gif', ['scans/a.jpg', 'masks/a_m.gif']);
  t.deepEqual(byPattern.within, [['a', 'masks/a_m.gif']]);
});

test('a name of a list is found, and one that is not there has the paths that it would have', async (t) => {
  const { root, table } = await open('i/*.jpg', 'm/*_m.png', ['i/a.jpg', 'm/a_m.png']);
  t.is(table.find('a')?.image, join(root, 'i/a.jpg'));
  t.is(table.find('b'), undefined);
  t.deepEqual(table.missing('b'), {
    name: 'b',
    image: join(root, 'i/b.jpg'),
    masks: [join(root, 'm/b_m.png')],
    fields: {},
  });
});

const refused = async (
  t: { throwsAsync: (call: Promise<unknown>, expected: { instanceOf: typeof TesseraError }) => Promise<TesseraError> },
  images: string,
  masks: string,
  files: readonly string[],
) => (await t.throwsAsync(open(images, masks, files), { instanceOf: TesseraError })).problems[0]!;

test('a pattern that no photo fits is told with the files that are there, and a pattern that fits', async (t) => {
  const problem = await refused(t, 'i/*.jpg', 'm/*.png', ['i/x/a.PNG', 'm/a.png']);
  t.deepEqual(
    [problem.code, problem.path, problem.hints],
    ['empty-split', 'dataset.images', ['did you mean `i/**/*.png`?']],
  );
  t.regex(problem.message, /expected photos in .*i that fit `i\/\*\.jpg`, got x\/a\.PNG/);
});

test('masks of which none has a photo are told with what was looked for', async (t) => {
  const others = await refused(t, 'i/*.jpg', 'm/*_m.png', ['i/a.jpg', 'i/b.jpg', 'm/c_m.png']);
  t.deepEqual([others.code, others.path, others.hints], ['missing-mask', 'dataset.masks', []]);
  t.regex(others.message, /got none for 2: .*i\/a\.jpg should have .*m\/a_m\.png; the masks are c_m\.png/);
  const none = await refused(t, 'i/*.jpg', 'm/*.png', ['i/a.jpg', 'm/a.gif']);
  t.regex(none.message, /no file in .*m fits `m\/\*\.png`, there are a\.gif/);
  t.deepEqual(none.hints, ['did you mean `m/*.gif`?']);
});

test('a folder that is not there is told', async (t) => {
  const problem = await refused(t, 'i/*.jpg', 'm/*.png', ['i/a.jpg']);
  t.is(problem.code, 'file-missing');
  t.is(problem.path, 'dataset.masks', 'and not the folder that is there');
  t.regex(problem.message, /^expected the masks in .*m, which does not exist$/);
  const both = await refused(t, 'i/*.jpg', 'm/*.png', ['x.jpg']);
  t.regex(both.message, /^expected the photos in .*i, which does not exist$/);
});
