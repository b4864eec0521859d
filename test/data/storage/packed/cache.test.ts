import test from 'ava';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { packCache } from '../../../../src/data/storage/packed/cache.ts';
import { newFolder } from '../../../helpers/tessera.ts';

const pack = async (folder: string) => writeFile(join(folder, 'data'), 'packed');

test('a folder is packed once for a fingerprint and a format', async (t) => {
  const root = join(await newFolder(), 'new');
  const first = await packCache(root, 'memmap').folder('a', pack);
  t.is(await readFile(join(first, 'data'), 'utf8'), 'packed');
  t.is(await packCache(root, 'memmap').folder('a', () => Promise.reject(new Error('again'))), first);
  const others = [await packCache(root, 'memmap').folder('b', pack), await packCache(root, 'hdf5').folder('a', pack)];
  t.is(new Set([first, ...others]).size, 3);
  t.regex(basename(first), /^memmap-[0-9a-f]{16}$/);
});

test('what is not whole never has the final name, and what another process left of it is removed', async (t) => {
  const root = await newFolder();
  const cache = packCache(root, 'memmap');
  await t.throwsAsync(
    cache.folder('a', async (folder) => {
      await pack(folder);
      throw new Error('broken');
    }),
    { message: 'broken' },
  );
  t.deepEqual(await readdir(root), []);
  const target = await cache.folder('a', pack);
  const leftOver = `${join(root, basename(await packCache(await newFolder(), 'memmap').folder('b', pack)))}.partial-x`;
  await mkdir(leftOver);
  await cache.folder('b', pack);
  t.false(existsSync(leftOver));
  t.true(existsSync(target));
});

test('without a fingerprint the folder is temporary', async (t) => {
  const root = await newFolder();
  const cache = packCache(root, 'memmap');
  const folder = await cache.folder(undefined, pack);
  t.true(existsSync(join(folder, 'data')));
  t.deepEqual(await readdir(root), []);
  await cache.close();
  t.false(existsSync(folder));
});

test('a place that cannot be written to is told with what to do', async (t) => {
  const file = join(await newFolder(), 'file');
  await writeFile(file, '');
  const error = await t.throwsAsync(packCache(join(file, 'cache'), 'memmap').folder('a', pack), {
    instanceOf: TesseraError,
  });
  t.like(error.problems[0], { code: 'cache-failed', path: 'dataset.storage' });
});
