import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { create } from 'tar';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { unpackFolder } from '../../../src/data/download/unpack-folder.ts';
import { newFolder } from '../../helpers/tessera.ts';

const never = new AbortController().signal;

/** An archive with one file in this folder. */
async function archiveOf(folder: string): Promise<string> {
  const [source, target] = [await newFolder(), await newFolder()];
  await mkdir(join(source, folder));
  await writeFile(join(source, folder, 'a.txt'), 'photo');
  const file = join(target, 'images.tar.gz');
  await create({ file, cwd: source, gzip: true }, [folder]);
  return file;
}

test('the folder of an archive appears, whole and alone', async (t) => {
  const root = await newFolder();
  await mkdir(join(root, '.images.unpacking'));
  await writeFile(join(root, '.images.unpacking', 'left'), 'by a process that was killed');
  await unpackFolder(await archiveOf('images'), 'images', root, never);
  t.deepEqual(await readdir(root), ['images']);
  t.deepEqual(await readdir(join(root, 'images')), ['a.txt']);
  t.is(await readFile(join(root, 'images', 'a.txt'), 'utf8'), 'photo');
});

test('an archive of another folder, or none at all, leaves nothing', async (t) => {
  const root = await newFolder();
  const other = await archiveOf('photos');
  const error = await t.throwsAsync(unpackFolder(other, 'images', root, never), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'download-failed');
  t.regex(error.message, /images\.tar\.gz could not be unpacked: it holds photos, not images\//);
  const damaged = join(root, 'damaged.tar.gz');
  await writeFile(damaged, 'no archive');
  await t.throwsAsync(unpackFolder(damaged, 'images', root, never), { message: /could not be unpacked/ });
  t.deepEqual(await readdir(root), ['damaged.tar.gz']);
});

test('a stop while it unpacks is the reason that is thrown', async (t) => {
  const root = await newFolder();
  const stopped = AbortSignal.abort(new Error('asked to stop'));
  await t.throwsAsync(unpackFolder(await archiveOf('images'), 'images', root, stopped), { message: 'asked to stop' });
  t.deepEqual(await readdir(root), []);
});
