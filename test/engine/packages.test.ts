import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { downloads, installedVersion, reason, requireOptional } from '../../src/engine/packages.ts';

test('an installed package has its version, another one none', (t) => {
  t.is(installedVersion('@tensorflow/tfjs-core'), '4.22.0');
  t.is(installedVersion('tessera-is-not-a-package'), undefined);
});

test('a package is loaded as CommonJS', (t) => {
  t.is((requireOptional('@tensorflow/tfjs-core/package.json') as { name: string }).name, '@tensorflow/tfjs-core');
});

test('the reason is the first line of what was thrown', (t) => {
  t.is(reason(new Error(' no such file \n at a\n at b')), 'no such file');
  t.is(reason('just text'), 'just text');
});

test('a package that npm has not installed is found among the downloads', async (t) => {
  const name = `tessera-test-${process.pid}`;
  const folder = join(downloads, 'node_modules', name);
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"version": "1.2.3", "main": "main.cjs"}');
  await writeFile(join(folder, 'main.cjs'), 'module.exports = { answer: 42 };');
  t.is(installedVersion(name), '1.2.3');
  t.deepEqual(requireOptional(name), { answer: 42 });
  t.is(requireOptional.resolve(name), join(folder, 'main.cjs'));
});
