// The text that the loader gives for a module. Types are blanked out, so that lines and columns stay, and stack traces
// and coverage need no source maps. What was made once is kept in .cache/, since every test file is a process of its own.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
const require = createRequire(import.meta.url);

/**
 * Files of packages that load a hundred others, which becomes one module. TensorFlow.js's are written for bundlers only.
 */
export const bundledFiles = [
  'node_modules/zod/index.js',
  'node_modules/execa/index.js',
  'node_modules/@tensorflow/tfjs-core/dist/register_all_gradients.js',
  'node_modules/@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js',
];

/** Whether the loader has a text of its own for a module. */
export function isOurs(url) {
  return url.startsWith('file:') && (url.endsWith('.ts') || bundledFiles.some((name) => url.endsWith(`/${name}`)));
}

/**
 * The text of a module that is ours, as JavaScript in an ES module.
 * @param blank blanks out types, in text that is not kept yet. The loader asks another process: the compiler is an ES
 *   module, which may be among those that are just being loaded here.
 */
export function sourceOf(url, blank = blankElsewhere) {
  const file = fileURLToPath(url);
  if (!file.endsWith('.ts')) return kept(`packages/${keyOf(file)}.js`, () => bundle(file));
  const source = readFileSync(file, 'utf8');
  return kept(`typescript/${hashOf(source)}.js`, () => blank(source));
}

let isFilled = existsSync(`${cache}typescript`);

/** A process for each module costs minutes where nothing is kept yet, as in a fresh clone, so all are made at once there. */
function blankElsewhere(source) {
  const run = (program, input) =>
    execFileSync(process.execPath, [fileURLToPath(new URL(program, import.meta.url))], {
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
  if (!isFilled) {
    isFilled = true;
    run('fill-cache.mjs', '');
  }
  return run('blank.mjs', source);
}

/** Every file of a package as one. Its own dependencies are in it, so only packages of functions are fit for it. */
function bundle(file) {
  const { outputFiles } = require('esbuild').buildSync({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    keepNames: true,
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return outputFiles[0].text;
}

/** Changes with the package's version, and with how it is bundled. */
function keyOf(file) {
  const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(file);
  return hashOf([file, readFileSync(`${folder}package.json`, 'utf8'), bundle].join());
}

function hashOf(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** Test files run at the same time, so that a file is written whole or not at all. */
function kept(name, make) {
  const file = `${cache}${name}`;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not there yet.
  }
  const text = make();
  try {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch {
    // A test that runs as another user may not write here.
  }
  return text;
}
