import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { hashFile, sha256 } from '../../src/core/file-hash.ts';
import { newFolder } from '../helpers/tessera.ts';

// The first is the example of FIPS 180-2, the others are as `sha256sum` says.
const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

test('a hash is SHA-256 in hex', async (t) => {
  t.is(sha256('abc'), ofAbc);
  t.is(sha256(Buffer.from('abc')), ofAbc);
  t.is(sha256(''), ofNothing);
});

test('a file is hashed by its content, whole or in pieces', async (t) => {
  const file = join(await newFolder(), 'file');
  await writeFile(file, 'abc');
  t.is(await hashFile(file), ofAbc);
  await writeFile(file, '');
  t.is(await hashFile(file), ofNothing);
  const large = Buffer.alloc(16 * 2 ** 20 + 3, 'abc');
  await writeFile(file, large);
  t.is(await hashFile(file), sha256(large));
});

test('a file that is not there is an error', async (t) => {
  await t.throwsAsync(hashFile(join(await newFolder(), 'none')), { code: 'ENOENT' });
});
