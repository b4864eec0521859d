import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import type { Metafile } from 'esbuild';
import { bundledPackages, licenceNotices } from '../../src/cli/licences.ts';
import { newFolder } from '../helpers/tessera.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const output = (inputs: Record<string, number>) => ({
  bytes: 1,
  imports: [],
  exports: [],
  inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
});

test('packages are named once, with their scope, and only if some of their code is there', (t) => {
  const outputs: Metafile['outputs'] = {
    'dist/a.js': output({ 'node_modules/zod/v4/index.js': 9, 'src/a.ts': 9, 'node_modules/@scope/name/lib/i.js': 1 }),
    'dist/b.js': output({ 'node_modules/zod/v4/core.js': 9, 'node_modules/dropped/index.js': 0 }),
    'dist/c.js': output({ 'node_modules/outer/node_modules/inner/index.js': 1 }),
  };
  t.deepEqual(bundledPackages({ outputs }), ['@scope/name', 'inner', 'zod']);
});

test('each package is there with its version, licence and its text', async (t) => {
  const folder = await newFolder();
  const add = async (name: string, files: Record<string, string>) => {
    await mkdir(join(folder, 'node_modules', name), { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, 'node_modules', name, file), text);
  };
  await add('one', { 'package.json': '{"name":"one","version":"1.2.3","license":"ISC"}', 'LICENSE.md': 'ISC text\n' });
  await add('two', { 'package.json': '{"name":"two","version":"4.5.6","license":"MIT"}', LICENCE: 'MIT text\n' });
  await add('none', { 'package.json': '{"name":"none","version":"1.0.0","license":"MIT"}' });
  const text = await licenceNotices(folder, ['one', 'two']);
  t.true(text.includes('\none 1.2.3 (ISC)\n\nISC text\n'));
  t.true(text.includes('\ntwo 4.5.6 (MIT)\n\nMIT text\n'));
  await writeFile(join(folder, 'LICENSE'), 'Apache text\n');
  await add('apache', { 'package.json': '{"name":"apache","version":"7.8.9","license":"Apache-2.0"}' });
  t.regex(await licenceNotices(folder, ['apache']), /\napache 7\.8\.9 \(Apache-2\.0\)\n\nApache text\n$/);
  await t.throwsAsync(licenceNotices(folder, ['none']), { message: /none has no licence file/ });
});

test('the built program carries the licence of every package that its source maps name', async (t) => {
  const dist = join(root, 'dist');
  const notices = await readFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const maps = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.js.map'));
  const sources = await Promise.all(
    maps.map(async (name) => (JSON.parse(await readFile(join(dist, name), 'utf8')) as { sources: string[] }).sources),
  );
  const names = new Set(sources.flat().flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  t.true(names.has('zod') && names.has('commander'));
  for (const name of names) t.regex(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
});
