import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { createFile } from '../../src/core/create-file.ts';
import { newFolder } from '../helpers/tessera.ts';

test('of several that make a file, one succeeds, with its whole content, and nothing else is left', async (t) => {
  const folder = await newFolder();
  const file = join(folder, 'once');
  const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(1000));
  const made = await Promise.all(texts.map((text) => createFile(file, text)));
  t.is(made.filter(Boolean).length, 1);
  t.is(await readFile(file, 'utf8'), texts[made.indexOf(true)]!);
  t.deepEqual(await readdir(folder), ['once']);
});

test('a file that is there stays as it is', async (t) => {
  const file = join(await newFolder(), 'once');
  t.true(await createFile(file, 'first'));
  t.false(await createFile(file, 'second'));
  t.is(await readFile(file, 'utf8'), 'first');
});

test('a folder that is not there is an error', async (t) => {
  await t.throwsAsync(createFile(join(await newFolder(), 'nowhere', 'once'), 'x'));
});
