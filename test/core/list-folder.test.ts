import { join } from 'node:path';
import test from 'ava';
import { entriesIn, namesIn } from '../../src/core/list-folder.ts';
import { folderOf } from '../helpers/folders.ts';

test('what is in a folder is listed, files and folders', async (t) => {
  const folder = await folderOf('a/x', 'b');
  t.deepEqual((await namesIn(folder)).sort(), ['a', 'b']);
  const entries = (await entriesIn(folder)).map((entry) => [entry.name, entry.isDirectory()]);
  t.deepEqual(entries.sort(), [
    ['a', true],
    ['b', false],
  ]);
});

test('one that is not there is empty, also below a file', async (t) => {
  const folder = await folderOf('b');
  for (const path of ['none', 'b/none']) {
    t.deepEqual(await namesIn(join(folder, path)), []);
    t.deepEqual(await entriesIn(join(folder, path)), []);
  }
});

test('what cannot be told is an error, and not an empty folder', async (t) => {
  const tooLong = join(await folderOf(), 'x'.repeat(5000));
  await t.throwsAsync(namesIn(tooLong), { code: 'ENAMETOOLONG' });
  await t.throwsAsync(entriesIn(tooLong), { code: 'ENAMETOOLONG' });
});
