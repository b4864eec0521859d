import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type Fs from 'node:fs';
import test from 'ava';
import { join } from 'node:path';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { readBytes } from '../../../src/data/files/read-bytes.ts';
import { newFolder } from '../../helpers/tessera.ts';

const missing = { code: 'missing-mask', message: 'it has no mask' } as const;

test('a file is read whole', async (t) => {
  const file = join(await newFolder(), 'a');
  await writeFile(file, Buffer.of(1, 0, 255));
  t.deepEqual([...readBytes(file, missing)], [1, 0, 255]);
});

test('a file that does not exist is the problem that the caller says', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'file'), '');
  for (const path of ['none', 'file/in-a-file']) {
    const error = t.throws(() => readBytes(join(folder, path), missing), { instanceOf: TesseraError });
    t.deepEqual(error.problems, [missing]);
  }
});

test('whatever else is in the way is told with its code', async (t) => {
  const folder = join(await newFolder(), 'folder');
  await mkdir(folder);
  const error = t.throws(() => readBytes(folder, missing), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'file-missing', message: `${folder} cannot be read (EISDIR)` });
});

test.serial('too many open files are no fault of the file', (t) => {
  const fs = createRequire(import.meta.url)('node:fs') as typeof Fs;
  const original = fs.readFileSync;
  t.teardown(() => {
    fs.readFileSync = original;
    syncBuiltinESMExports();
  });
  const full = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
  fs.readFileSync = () => {
    throw full;
  };
  syncBuiltinESMExports();
  t.is(
    t.throws(() => readBytes('a', missing)),
    full,
  );
});
