// Makes what the loader gives for every module, before the tests: each test file is a process of its own, and would
// load the compiler for itself.
import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import blankSpace from 'ts-blank-space';
import { bundledFiles, sourceOf } from './source.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = ['src', 'schemas', 'test', 'experiments', 'bench', 'proof'].flatMap((folder) =>
  readdirSync(root + folder, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`),
);
for (const file of [...sources, ...bundledFiles]) sourceOf(pathToFileURL(root + file).href, blankSpace);
