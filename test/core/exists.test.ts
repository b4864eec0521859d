import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { errorCode, exists, isAbsent, isOutOfFiles } from '../../src/core/exists.ts';
import { newFolder } from '../helpers/tessera.ts';

test('files and folders exist, other names do not', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'file'), '');
  await mkdir(join(folder, 'folder'));
  t.true(await exists(join(folder, 'file')));
  t.true(await exists(join(folder, 'folder')));
  t.false(await exists(join(folder, 'other')));
  t.false(await exists(join(folder, 'file', 'inside')));
});

test('what cannot be told is an error, and not an absence', async (t) => {
  const tooLong = join(await newFolder(), 'x'.repeat(5000));
  await t.throwsAsync(exists(tooLong), { code: 'ENAMETOOLONG' });
});

test('only a missing path is an absence', (t) => {
  const failed = (code: string) => Object.assign(new Error(code), { code });
  t.deepEqual(
    ['ENOENT', 'ENOTDIR', 'EMFILE', 'EACCES'].map((code) => isAbsent(failed(code))),
    [true, true, false, false],
  );
  t.false(isAbsent(undefined));
  t.is(errorCode(failed('EIO')), 'EIO');
  t.is(errorCode('text'), undefined);
});

test('too many open files, of the process or the system, is told apart', (t) => {
  const failing = (code: string) => Object.assign(new Error('no'), { code });
  t.deepEqual(
    ['EMFILE', 'ENFILE', 'ENOENT'].map((code) => isOutOfFiles(failing(code))),
    [true, true, false],
  );
  t.false(isOutOfFiles(undefined));
});
