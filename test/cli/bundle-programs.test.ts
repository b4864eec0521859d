import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { bundlePrograms } from '../../src/cli/bundle-programs.ts';
import { newFolder } from '../helpers/tessera.ts';

test('the command and the programs of threads are first lines that load the rest late, and the library is not', async (t) => {
  const outdir = await newFolder();
  const { metafile } = await bundlePrograms({
    outbase: '.',
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const read = async (path: string) => {
    const [, { imports }] = Object.entries(metafile.outputs).find(([name]) => name.endsWith(`/${path}`))!;
    return { text: await readFile(join(outdir, path), 'utf8'), late: imports.filter(isLate).length };
  };
  for (const path of ['src/cli/tessera.js', 'src/workers/samples.js', 'src/workers/photos.js']) {
    const { text, late } = await read(path);
    t.is(late, 1, path);
    t.regex(text, /keepCompiledCode\(\);\s*await import\(/, path);
    t.true(text.length < 1000, `${path} has ${text.length} characters`);
    t.is(text.startsWith('#!/usr/bin/env node\n'), path === 'src/cli/tessera.js', path);
  }
  t.notRegex((await read('src/index.js')).text, /keepCompiledCode/, 'that is for the program to decide that loads it');
});

const isLate = ({ kind }: { readonly kind: string }) => kind === 'dynamic-import';
