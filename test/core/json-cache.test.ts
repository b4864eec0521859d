import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { keep, readKept } from '../../src/core/json-cache.ts';
import { newFolder } from '../helpers/tessera.ts';

test('what was kept is read again, in a folder that is made for it', async (t) => {
  const file = join(await newFolder(), 'cache', 'a.json');
  await keep(file, [1, { b: 2 }]);
  t.deepEqual(await readKept(file), [1, { b: 2 }]);
  t.deepEqual(await readdir(dirname(file)), ['a.json']);
});

test('nothing kept, or something torn, is nothing', async (t) => {
  const file = join(await newFolder(), 'a.json');
  t.is(await readKept(file), undefined);
  await writeFile(file, '[1, ');
  t.is(await readKept(file), undefined);
});

test('a place that cannot be written keeps nothing, and is no error', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'file'), '');
  await t.notThrowsAsync(keep(join(folder, 'file', 'a.json'), 1));
});
