import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { findPhotos } from '../../../src/predict/photos/find-photos.ts';
import { folderOf } from '../../helpers/folders.ts';

async function find(folder: string, names: readonly string[], input = '', without = 'predictions') {
  const options = { workingDirectory: folder, readInput: async () => input, without: join(folder, without) };
  const { photos, leftOut } = await findPhotos(names, options);
  return { photos: photos.map(({ file, within }) => [file.slice(folder.length + 1), within]), leftOut };
}

test('a folder has the photos in it and in all folders within it, without other files and the answers', async (t) => {
  const folder = await folderOf(
    'a.jpg',
    'b/c.PNG',
    'b/d/ü ñ.jpeg',
    'b/notes.md',
    '.hidden.jpg',
    'predictions/labels/a.png',
  );
  t.deepEqual(await find(folder, ['.']), {
    photos: [
      ['a.jpg', 'a.jpg'],
      ['b/c.PNG', 'b/c.PNG'],
      ['b/d/ü ñ.jpeg', 'b/d/ü ñ.jpeg'],
    ],
    leftOut: 1,
  });
  t.deepEqual((await find(folder, ['b/d', 'b'])).photos, [
    ['b/d/ü ñ.jpeg', 'ü ñ.jpeg'],
    ['b/c.PNG', 'c.PNG'],
  ]);
});

test('lists have a path in each line, with blanks; a file that is named is a photo, whatever its ending', async (t) => {
  const folder = await folderOf('a b.jpg', 'c /d.dat', 'e/f.png');
  await writeFile(join(folder, 'list.txt'), '\uFEFFa b.jpg\r\n\r\n  \nc /d.dat\ngone.jpg\n');
  t.deepEqual((await find(folder, ['list.txt', '-', 'a b.jpg'], 'e\n./a b.jpg')).photos, [
    ['a b.jpg', 'a b.jpg'],
    ['c /d.dat', 'd.dat'],
    ['gone.jpg', 'gone.jpg'],
    ['e/f.png', 'f.png'],
  ]);
});

test('folders that lead in a circle end', async (t) => {
  const folder = await folderOf('a/x.jpg');
  await symlink(folder, join(folder, 'a/around'));
  t.deepEqual((await find(folder, ['a'])).photos, [['a/x.jpg', 'x.jpg']]);
});

test('arguments that are not there are named together, and no photo at all is an error', async (t) => {
  const folder = await folderOf('a/notes.md');
  const error = await t.throwsAsync(find(folder, ['b.jpg', 'c.txt', 'a']), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code, message }) => [code, /got (\S+),/.exec(message)?.[1]]),
    [
      ['file-missing', 'b.jpg'],
      ['file-missing', 'c.txt'],
    ],
  );
  await t.throwsAsync(find(folder, ['a']), {
    message: /bad-argument: expected at least one photo, a has none, but 1 other file$/,
  });
  await t.throwsAsync(find(folder, ['-', 'a'], '\n'), { message: /-, a have none/ });
});
