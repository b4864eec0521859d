import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { canMapFiles, mapFile } from '../../../../src/data/storage/packed/map-file.ts';
import { newFolder } from '../../../helpers/tessera.ts';

test('a file is mapped where the addon is installed, also after it was closed; elsewhere it is to be read', async (t) => {
  const path = join(await newFolder(), 'bytes');
  await writeFile(path, Buffer.from([1, 2, 3]));
  const file = await open(path);
  const view = await mapFile(file.fd, 3);
  await file.close();
  t.deepEqual(view && [...view], (await canMapFiles()) ? [1, 2, 3] : undefined);
});

test('an empty file has no view', async (t) => {
  t.is(await mapFile(0, 0), undefined);
});
