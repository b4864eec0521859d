import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { readClasses, writtenClasses } from '../../../../src/components/datasets/image-folder/named-classes.ts';
import { ignoreParam } from '../../../../src/components/datasets/image-folder/labels.ts';
import { newFolder } from '../../../helpers/tessera.ts';

const common = { mask_format: 'index' as const, ignore: ignoreParam.parse({}) };
const root = await newFolder();
await writeFile(join(root, 'c.csv'), 'id,name,r,g,b\n4,sky,1,2,3\n9,road,4,5,6\n');

test('classes are those of the list, or of labels', (t) => {
  t.deepEqual(writtenClasses({ ...common, classes: [{ name: 'a' }] }), [{ name: 'a' }]);
  t.deepEqual(writtenClasses({ ...common, labels: { 1: 'b', 0: 'a' } }), [{ name: 'a' }, { name: 'b' }]);
  t.is(writtenClasses({ ...common, classes: 'c.csv' }), undefined);
});

test('a file gives names, colours, and values unless labels say them', async (t) => {
  t.deepEqual(await readClasses({ ...common, classes: 'c.csv' }, root), [
    { name: 'sky', color: [1, 2, 3], values: [4] },
    { name: 'road', color: [4, 5, 6], values: [9] },
  ]);
  const withRest = await readClasses({ ...common, classes: 'c.csv', labels: { '*': 'ignore' } }, root);
  t.deepEqual(withRest[0]!.values, [4]);
  const withLabels = await readClasses({ ...common, classes: 'c.csv', labels: { 1: 'sky', 2: 'road' } }, root);
  t.is(withLabels[0]!.values, undefined);
});

test('one class is too few', async (t) => {
  await writeFile(join(root, 'one.txt'), 'cell\n');
  const error = await t.throwsAsync(readClasses({ ...common, classes: 'one.txt' }, root), { instanceOf: TesseraError });
  t.regex(error.message, /expected 2 to 255 classes in one\.txt, got 1/);
});
