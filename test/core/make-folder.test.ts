import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { makeFolder } from '../../src/core/make-folder.ts';
import { newFolder } from '../helpers/tessera.ts';
import { testIf } from '../helpers/requirements.ts';

test('folders above are made too, and one that is there stays', async (t) => {
  const folder = join(await newFolder(), 'a/b/c');
  await makeFolder(folder);
  await writeFile(join(folder, 'file'), 'x');
  await makeFolder(folder);
  t.is((await stat(join(folder, 'file'))).size, 1);
});

test('a mode is that of each folder made', async (t) => {
  const above = await newFolder();
  await makeFolder(join(above, 'a/b'), 0o700);
  for (const name of ['a', 'a/b']) t.is((await stat(join(above, name))).mode & 0o777, 0o700);
});

test('several may make the same folders at once, whichever of them comes first to each', async (t) => {
  const above = await newFolder();
  for (const name of Array.from({ length: 40 }, (_, index) => String(index))) {
    const folder = join(above, name, 'b/c/d/e');
    await t.notThrowsAsync(Promise.all(Array.from({ length: 8 }, () => makeFolder(folder))));
    t.true((await stat(folder)).isDirectory());
  }
});

test('a file in the way is an error', async (t) => {
  const file = join(await newFolder(), 'file');
  await writeFile(file, 'x');
  await t.throwsAsync(makeFolder(file), { code: 'EEXIST' });
  await t.throwsAsync(makeFolder(join(file, 'a/b')), { code: 'ENOTDIR' });
});

const onLinux = await testIf('linux');

onLinux('where the system says that nothing can be there, the end is an error, and no endless attempt', async (t) => {
  await t.throwsAsync(makeFolder('/proc/tessera-nowhere/a'), { code: 'ENOENT' });
});
