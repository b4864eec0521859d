import test from 'ava';
import { mkdir, writeFile } from 'node:fs/promises';
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
