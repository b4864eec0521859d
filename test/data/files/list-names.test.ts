import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listNames } from '../../../src/data/files/list-names.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('files with the suffix are named without it, sorted; others are left out', async (t) => {
  const folder = await newFolder();
  for (const file of ['b_L.png', 'a_L.png', 'a.png', 'c_L.PNG']) await writeFile(join(folder, file), '');
  t.deepEqual(await listNames(folder, '_L.png'), ['a', 'b']);
});

test('a folder that is not there fails as the system says', async (t) => {
  await t.throwsAsync(listNames(join(await newFolder(), 'none'), '.png'), { code: 'ENOENT' });
});
