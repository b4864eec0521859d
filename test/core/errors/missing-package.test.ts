import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { missingPackage } from '../../../src/core/errors/missing-package.ts';
import { newFolder } from '../../helpers/tessera.ts';

const messageOf = (error: unknown) => missingPackage(error)?.problems[0]?.message;

test('a package that Node does not find is named', async (t) => {
  const name = '@nobody/nothing';
  const error = await t.throwsAsync(import(`${name}/inner/file.js`), { any: true });
  t.regex(messageOf(error)!, /^expected the package `@nobody\/nothing` with its files for \w+-\w+, got none$/);
  const required = await t.throwsAsync(async () =>
    (await import('node:module')).createRequire(import.meta.url)('nothing-here'),
  );
  t.regex(messageOf(required)!, /^expected the package `nothing-here` /);
  t.is(missingPackage(required)!.cause, required);
});

test('so is one that lacks files', async (t) => {
  const folder = await newFolder();
  const lacking = join(folder, 'node_modules', '@nobody', 'half');
  await mkdir(lacking, { recursive: true });
  await writeFile(join(lacking, 'package.json'), '{"exports": "./dist/index.js"}');
  await writeFile(join(folder, 'program.mjs'), "import '@nobody/half';");
  const error = await t.throwsAsync(import(pathToFileURL(join(folder, 'program.mjs')).href), { any: true });
  t.regex(messageOf(error)!, /^expected the package `@nobody\/half` with its files for /);
});

test('so is sharp without its part for the platform', (t) => {
  const error = new Error('Could not load the "sharp" module using the linux-x64 runtime\nPossible solutions:');
  t.regex(messageOf(error)!, /^expected the package `sharp` /);
  t.like(missingPackage(error)!.problems[0], { code: 'program-missing', hints: { 0: 'npm ci --include=optional' } });
});

test('other errors are none of this', (t) => {
  t.is(missingPackage(new Error('no')), undefined);
  t.is(missingPackage(new Error("Cannot find module '/home/user/plugin.js'")), undefined, 'a file of the user');
  t.is(missingPackage(new Error("Cannot find module './plugin.js'")), undefined);
  t.is(missingPackage(new Error("so: Cannot find package 'x'")), undefined, 'what another error quotes');
  for (const thrown of ["Cannot find package 'x'", undefined, null, 3]) t.is(missingPackage(thrown), undefined);
});
