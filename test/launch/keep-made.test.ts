import test from 'ava';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keepWhatWasMade } from '../../src/launch/keep-made.ts';
import { newFolder } from '../helpers/tessera.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await newFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function contentOf(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')])),
  ) as Record<string, string>;
}

test('files and folders get their place, whole folders at once, and folders on both sides are joined', async (t) => {
  const copy = await folderWith({ 'new/deep/a': 'a', 'both/b': 'b', 'both/in/c': 'c', d: 'd' });
  const project = await folderWith({ 'both/in/e': 'e' });
  await keepWhatWasMade(['new/', 'both/', 'd', 'gone'], copy, project);
  t.deepEqual(await contentOf(project), {
    'both/b': 'b',
    'both/in/c': 'c',
    'both/in/e': 'e',
    d: 'd',
    'new/deep/a': 'a',
  });
  t.deepEqual(await contentOf(copy), {});
});

test('nothing is overwritten: what has no place is put beside, each time under another name', async (t) => {
  const project = await folderWith({ a: 'own', f: 'own' });
  for (const text of ['first', 'second']) await keepWhatWasMade(['a'], await folderWith({ a: text }), project);
  await keepWhatWasMade(['f/'], await folderWith({ 'f/x': 'x' }), project);
  t.deepEqual(await contentOf(project), {
    a: 'own',
    'a.launched-1': 'first',
    'a.launched-2': 'second',
    f: 'own',
    'f.launched-1/x': 'x',
  });
});

test('links are not kept: they were made for the copy', async (t) => {
  const copy = await folderWith({ real: 'x' });
  await symlink(join(copy, 'real'), join(copy, 'link'));
  const project = await newFolder();
  await keepWhatWasMade(['link'], copy, project);
  t.deepEqual(await readdir(project), []);
});
