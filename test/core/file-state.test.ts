import { rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { fileState } from '../../src/core/file-state.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a file that nobody touched keeps its state', async (t) => {
  const file = join(await newFolder(), 'a');
  await writeFile(file, 'one');
  t.deepEqual(await fileState(file), await fileState(file));
  t.true(Math.abs((await fileState(file)).changedAt - (await stat(file)).ctimeMs) < 1);
});

test('another size, and another file with the same content and time stamp, are another state', async (t) => {
  const folder = await newFolder();
  const [file, other] = [join(folder, 'a'), join(folder, 'b')];
  const old = new Date(1e12);
  await writeFile(file, 'one');
  await utimes(file, old, old);
  const first = await fileState(file);
  await writeFile(other, 'one');
  await utimes(other, old, old);
  await rename(other, file);
  const second = await fileState(file);
  await writeFile(file, 'more');
  await utimes(file, old, old);
  t.is(new Set([first.text, second.text, (await fileState(file)).text]).size, 3);
});

test('a file that is not there has none', async (t) => {
  await t.throwsAsync(fileState(join(await newFolder(), 'none')), { code: 'ENOENT' });
});
