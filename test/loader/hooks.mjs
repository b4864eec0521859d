// Blanks out the types of a module: lines and columns stay, so that stack traces and coverage need no source maps.
// Every test file is a process of its own and loads some 250 modules, so what was blanked out once is kept.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const kept = fileURLToPath(new URL('../../.cache/typescript/', import.meta.url));

/** A hook of Node's module loader: packages of this repository are loaded from their sources. */
export function resolve(specifier, context, nextResolve) {
  return nextResolve(specifier, { ...context, conditions: [...context.conditions, 'tessera-source'] });
}

/** A hook of Node's module loader. */
export async function load(url, context, nextLoad) {
  const { protocol, pathname } = new URL(url);
  if (protocol !== 'file:' || !pathname.endsWith('.ts')) return nextLoad(url, context);
  const source = readFileSync(fileURLToPath(url), 'utf8');
  return { format: 'module', source: await withoutTypes(source), shortCircuit: true };
}

async function withoutTypes(source) {
  const file = `${kept}${createHash('sha256').update(source).digest('hex')}.js`;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not there yet.
  }
  const { default: blankSpace } = await import('ts-blank-space');
  const script = blankSpace(source);
  keep(file, script);
  return script;
}

/** Test files run at the same time, so that a file is written whole or not at all. */
function keep(file, script) {
  try {
    mkdirSync(kept, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, script);
    renameSync(draft, file);
  } catch {
    // A test that runs as another user may not write here.
  }
}
