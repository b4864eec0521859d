import { readFile } from 'node:fs/promises';
import test from 'ava';
import { parse } from 'yaml';
import { builtins } from '../src/components/index.ts';
import { loadExperiment } from '../src/config/index.ts';
import { createRegistry } from '../src/registry/index.ts';

const root = new URL('..', import.meta.url);
const page = await readFile(new URL('docs/reference.md', root), 'utf8');

/** Values that the table names: in which file, the path of the key, and the value. */
const values = [...page.matchAll(/`(?:(reference-\w+\.yaml) )?([a-z_]+(?:\.[a-z_\d]+)*: [^`]+)`/g)]
  .map(([, file, text]) => {
    const [path, value] = Object.entries(parse(text!) as Record<string, unknown>)[0]!;
    return { file, path: path.split('.'), value };
  })
  .filter(({ path }) => path[0] !== 'seed');

const files = ['reference-ce.yaml', 'reference-focal.yaml'] as const;
const notInData = { 'model.enlarge': 'bilinear', 'model.enlarge_first': true };

async function experimentOf(file: string): Promise<Record<string, unknown>> {
  const loaded = await loadExperiment(`experiments/${file}`, {
    registry: createRegistry(...builtins),
    workingDirectory: root.pathname,
    environment: {},
  });
  return loaded.experiment;
}

const at = (tree: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], tree);

/** The table names what is said; defaults need not be. */
function isSaidBy(given: unknown, resolved: unknown): boolean {
  if (typeof given !== 'object' || given === null) return given === resolved;
  return Object.entries(given).every(([key, value]) => isSaidBy(value, at(resolved, [key])));
}

for (const file of files)
  test(`${file} has the values of docs/reference.md`, async (t) => {
    const experiment = await experimentOf(file);
    const own = values.filter((value) => value.file === undefined || value.file === file);
    t.true(own.length > 25);
    for (const { path, value } of own) {
      if ((notInData as Record<string, unknown>)[path.join('.')] === value) continue;
      t.true(isSaidBy(value, at(experiment, path)), `${path.join('.')}: ${JSON.stringify(at(experiment, path))}`);
    }
  });

test('docs/reference.md names every value of the files', async (t) => {
  const said = parse(await readFile(new URL('experiments/_reference.yaml', root), 'utf8')) as Record<string, unknown>;
  const named = (path: string) =>
    values.some((value) => path === value.path.join('.') || path.startsWith(`${value.path.join('.')}.`));
  const places = /^(seed|dataset\.(images|masks|trainval|test))$/;
  t.deepEqual(
    leavesOf(said).filter((path) => !named(path) && !places.test(path)),
    ['model.type'],
  );
});

function leavesOf(tree: unknown, path = ''): string[] {
  if (typeof tree !== 'object' || tree === null) return [path];
  return Object.entries(tree).flatMap(([key, value]) => leavesOf(value, path === '' ? key : `${path}.${key}`));
}
