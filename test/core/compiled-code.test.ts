import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import module from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import { fromSource } from '../helpers/from-source.ts';
import { newFolder } from '../helpers/tessera.ts';

/** Node 22.8 and later. */
const canKeep = 'enableCompileCache' in module;
const source = fileURLToPath(new URL('../../src/core/compiled-code.ts', import.meta.url));

/** Runs a program that loads the rest of itself after it has asked to keep what is compiled. */
async function kept(environment: NodeJS.ProcessEnv, folder: string): Promise<string[]> {
  const program = join(folder, 'program.mjs');
  await writeFile(join(folder, 'rest.mjs'), "console.log('ran');");
  await writeFile(
    program,
    `import { keepCompiledCode } from ${JSON.stringify(source)}; keepCompiledCode(); await import('./rest.mjs');`,
  );
  const env = { NODE_COMPILE_CACHE: undefined, NODE_DISABLE_COMPILE_CACHE: undefined, TMPDIR: folder, ...environment };
  const { stdout } = await execa(process.execPath, [...fromSource, program], { env });
  assert(stdout === 'ran');
  const paths = await readdir(folder, { recursive: true, withFileTypes: true });
  return paths.filter((path) => path.isDirectory()).map((path) => relative(folder, join(path.parentPath, path.name)));
}

test('what is loaded late is kept in the cache of the user where Node can do that, and else the program just runs', async (t) => {
  const folder = await newFolder();
  const folders = await kept({ XDG_CACHE_HOME: join(folder, 'cache') }, folder);
  t.is(folders.includes('cache/tessera/compiled'), canKeep);
  t.false(folders.includes('node-compile-cache'));
});

test('the folder of NODE_COMPILE_CACHE goes first', async (t) => {
  const folder = await newFolder();
  const folders = await kept(
    { XDG_CACHE_HOME: join(folder, 'cache'), NODE_COMPILE_CACHE: join(folder, 'own') },
    folder,
  );
  t.is(folders.includes('own'), canKeep);
  t.false(folders.includes('cache'));
});

test('nothing is kept where the user says so, nor where the cache is no folder', async (t) => {
  const folder = await newFolder();
  const said = await kept({ XDG_CACHE_HOME: join(folder, 'cache'), NODE_DISABLE_COMPILE_CACHE: '1' }, folder);
  t.deepEqual(said, []);
  await writeFile(join(folder, 'file'), '');
  t.deepEqual(await kept({ XDG_CACHE_HOME: join(folder, 'file') }, folder), []);
  t.deepEqual(await kept({ XDG_CACHE_HOME: '/proc/cache' }, folder), [], 'where Node itself tries for ever');
});
