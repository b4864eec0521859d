import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { guessColumns } from '../../../src/init/data/guess-columns.ts';
import { newFolder } from '../../helpers/tessera.ts';

const guess = async (...lines: readonly string[]) => {
  const file = join(await newFolder(), 'list.csv');
  await writeFile(file, lines.join('\n'));
  return guessColumns(file);
};

test('columns with paths of images in every line are the photos and the masks', async (t) => {
  const found = await guess('id,scan,truth,patient', '1,a.png,x/a.npy,p1', '2,b.JPG,x/b.npy,p2');
  t.deepEqual(found, { image: 'scan', mask: 'truth' });
});

test('the first is the photos, unless its name is that of masks', async (t) => {
  t.deepEqual(await guess('one;two', 'a.png;b.png'), { image: 'one', mask: 'two' });
  t.deepEqual(await guess('gt;scan', 'a.png;b.png'), { image: 'scan', mask: 'gt' });
  t.deepEqual(await guess('seg_1;seg_2', 'a.png;b.png'), { image: 'seg_1', mask: 'seg_2' });
});

test('with fewer or more such columns, without lines or without columns, nothing is guessed', async (t) => {
  t.is(await guess('scan,truth', 'a.png,b.png', 'c.png,none'), undefined);
  t.is(await guess('scan,truth,depth', 'a.png,b.png,c.png'), undefined);
  t.is(await guess('scan,truth'), undefined);
  t.is(await guess('a.png b.png'), undefined);
});
