import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { sha256 } from '../../../src/core/file-hash.ts';
import { createHashCache } from '../../../src/data/fingerprint/hash-cache.ts';
import { newFolder } from '../../helpers/tessera.ts';

/** Long after the files of these tests were written. */
const later = () => Date.now() + 60_000;

/** Replaces every hash that is kept in the folder, so that one sees where a hash comes from. */
async function spoil(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const text = await readFile(join(cache, name), 'utf8');
    await writeFile(join(cache, name), text.replaceAll(/"[0-9a-f]{64}"/g, '"kept"'));
  }
}

test('a file that has not changed is not read again by the next process', async (t) => {
  const [folder, cache] = [await newFolder(), await newFolder()];
  const file = join(folder, 'a.jpg');
  await writeFile(file, 'one');
  const first = createHashCache(cache, later);
  t.is(await first.hash(file), sha256('one'));
  await first.save();
  await spoil(cache);
  t.is(await createHashCache(cache, later).hash(file), 'kept');
});

test('other content, an equal size and an old time stamp do not hide a change', async (t) => {
  const [folder, cache] = [await newFolder(), await newFolder()];
  const file = join(folder, 'a.jpg');
  await writeFile(file, 'one');
  await utimes(file, 1, 1);
  const first = createHashCache(cache, later);
  await first.hash(file);
  await first.save();
  await writeFile(file, 'two');
  await utimes(file, 1, 1);
  t.is(await createHashCache(cache, later).hash(file), sha256('two'));
});

test('a file that changed a moment ago is not kept: it may change again within its time stamp', async (t) => {
  const [folder, cache] = [await newFolder(), await newFolder()];
  const file = join(folder, 'a.jpg');
  await writeFile(file, 'one');
  const hashes = createHashCache(cache, Date.now);
  await hashes.hash(file);
  await hashes.save();
  t.deepEqual(await readdir(cache), []);
});

test('a file that is not there is missing, and files of a folder share one file in the cache', async (t) => {
  const [folder, cache] = [await newFolder(), await newFolder()];
  await writeFile(join(folder, 'constructor'), 'a');
  await writeFile(join(folder, 'b'), 'b');
  const hashes = createHashCache(cache, later);
  t.is(await hashes.hash(join(folder, 'none')), 'missing');
  t.is(await hashes.hash(join(folder, 'constructor')), sha256('a'), 'a name that every object has');
  t.is(await hashes.hash(join(folder, 'b')), sha256('b'));
  await hashes.save();
  t.is((await readdir(cache)).length, 1);
});
