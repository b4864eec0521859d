import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { writeSite } from '../../src/demo/write-site.ts';
import { newFolder } from '../helpers/tessera.ts';

const bytes = (text: string) => Buffer.from(text);

test('every file is written to its path in a new folder', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'source.js'), 'let a;');
  const site = new Map<string, Uint8Array | URL>([
    ['index.html', bytes('page')],
    ['ort/deep/a.mjs', pathToFileURL(join(folder, 'source.js'))],
  ]);
  const output = join(folder, 'new/demo');
  await writeSite(site, output);
  t.deepEqual((await readdir(output, { recursive: true })).toSorted(), [
    'index.html',
    'ort',
    'ort/deep',
    'ort/deep/a.mjs',
  ]);
  t.is(await readFile(join(output, 'index.html'), 'utf8'), 'page');
  t.is(await readFile(join(output, 'ort/deep/a.mjs'), 'utf8'), 'let a;');
});

test('an empty folder is filled, one with files is refused and stays as it is', async (t) => {
  const folder = await newFolder();
  const [empty, full] = [join(folder, 'empty'), join(folder, 'full')];
  await mkdir(empty);
  await mkdir(full);
  await writeFile(join(full, 'kept.txt'), 'kept');
  const site = new Map([['index.html', bytes('page')]]);
  await writeSite(site, empty);
  t.deepEqual(await readdir(empty), ['index.html']);
  await t.throwsAsync(writeSite(site, full), {
    message: `bad-argument: expected a new or an empty folder for \`--output\`, got ${full}, which has files`,
  });
  t.deepEqual(await readdir(full), ['kept.txt']);
});

test('nothing is left of a folder that could not be written whole', async (t) => {
  const folder = await newFolder();
  const site = new Map<string, Uint8Array | URL>([
    ['index.html', bytes('page')],
    ['ort/a.mjs', pathToFileURL(join(folder, 'nowhere.mjs'))],
  ]);
  const output = join(folder, 'demo');
  await t.throwsAsync(writeSite(site, output), { message: /cannot write .*demo: ENOENT/ });
  t.deepEqual(await readdir(folder), []);
});
