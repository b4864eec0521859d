import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What the code of each room may load at run time, besides itself. Types may be imported from anywhere.
 * A room inside another has a row of its own and is named in full.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  core: [],
  tasks: ['core'],
  schemas: [],
  registry: [],
  engine: ['core', 'schemas', 'engine/gradients', 'engine/backends'],
  'engine/geometry': [],
  'engine/gradients': ['engine/geometry'],
  'engine/recording': ['engine/geometry'],
  'engine/onnx': ['core', 'engine/geometry', 'engine/recording'],
  'engine/backends': ['core', 'engine', 'engine/geometry', 'engine/gradients', 'engine/backends/onnxruntime'],
  'engine/backends/onnxruntime': ['engine', 'engine/recording', 'engine/onnx'],
  'engine/backends/meta': ['engine/gradients', 'engine/recording', 'engine/backends'],
  nn: ['core', 'engine/geometry'],
  weights: ['core', 'nn'],
  data: ['core', 'tasks'],
  components: ['core', 'registry', 'tasks', 'data', 'nn', 'weights', 'log'],
  config: ['core', 'registry', 'schemas', 'sweep'],
  log: ['core', 'tasks'],
  runs: ['core'],
  workers: ['core', 'schemas', 'registry', 'data', 'components', 'config'],
  train: ['core', 'schemas', 'registry', 'tasks', 'data', 'nn', 'weights', 'engine', 'log', 'runs'],
  plan: ['core', 'schemas', 'registry', 'data', 'nn', 'engine', 'engine/backends/meta', 'train'],
  trained: ['core', 'schemas', 'registry', 'data', 'engine', 'config', 'runs', 'train'],
  launch: ['core', 'runs', 'config', 'registry', 'components'],
  sweep: ['core', 'tasks', 'runs', 'launch'],
  cli: [
    'core',
    'schemas',
    'registry',
    'tasks',
    'engine',
    'nn',
    'data',
    'components',
    'config',
    'log',
    'runs',
    'train',
    'plan',
    'trained',
    'launch',
    'sweep',
  ],
};

/**
 * The same for the rooms within `src/data`: sample.ts, dataset.ts and round-half-even.ts beside them are for all.
 *
 *   files -> annotations, images, masks -> sources -> storage, survey, prepare
 *   simd -> masks, resize, transforms -> sources -> loader -> storage-bench
 */
const dataRooms: Readonly<Record<string, readonly string[]>> = {
  files: [],
  simd: [],
  splits: [],
  images: ['files'],
  masks: ['files', 'simd'],
  annotations: ['files'],
  resize: ['simd'],
  transforms: ['simd'],
  sources: ['images', 'resize', 'transforms'],
  storage: ['sources'],
  loader: ['sources', 'transforms'],
  prepare: ['sources'],
  survey: ['sources'],
  'storage-bench': ['sources', 'storage', 'loader'],
  download: [],
};

/** What every command loads at once, before it knows what it needs. */
const entries = ['src/cli/tessera.ts', 'src/components/index.ts', 'src/config/index.ts', 'src/sweep/run-sweep.ts'];
const heavyPackages = /^(@tensorflow\/|onnxruntime|sharp|h5wasm|webgpu)/;

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ['src', 'schemas'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);
const staticImports = files.flatMap(importsOf);

test('each folder loads only the folders that it may', (t) => {
  for (const item of staticImports.filter(isRelative)) {
    const { from, to } = item;
    const [own, other] = [roomOf(from), roomOf(targetOf(item))];
    if (own === other || own === 'index') continue;
    t.true(rooms[own]?.includes(other) ?? false, `${from} imports ${to}: ${own} may not load ${other}`);
  }
});

test('each folder of src/data loads only the folders of it that it may', (t) => {
  const inData = (path: string) => path.startsWith('src/data/');
  t.deepEqual(
    [...new Set(files.filter(inData).map(dataRoomOf))].filter((room) => !(room in dataRooms) && !room.endsWith('.ts')),
    [],
  );
  for (const item of staticImports.filter((each) => isRelative(each) && inData(each.from) && inData(targetOf(each)))) {
    const [own, other] = [dataRoomOf(item.from), dataRoomOf(targetOf(item))];
    if (own === other || other.endsWith('.ts')) continue;
    t.true(dataRooms[own]?.includes(other) ?? false, `${item.from} imports ${item.to}: ${own} may not load ${other}`);
  }
});

test('configurations are checked without loading TensorFlow.js or an image library', (t) => {
  const loaded = loadedFrom(entries);
  t.true(loaded.has('src/components/losses/focal.ts'));
  for (const { from, to } of staticImports.filter((item) => loaded.has(item.from))) {
    t.notRegex(to, heavyPackages, `${from} loads ${to} when it is imported; import it where it is used`);
  }
});

test('the training path never reads a tensor synchronously', (t) => {
  const outsideEngine = files.filter((file) => !roomOf(file).startsWith('engine'));
  for (const file of outsideEngine)
    t.notRegex(readFileSync(join(root, file), 'utf8'), /\b(dataSync|arraySync)\b/, file);
});

/** These files and all that they import, directly or not, before any code runs. */
function loadedFrom(start: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(start);
  for (const file of loaded) {
    for (const item of staticImports) if (item.from === file && isRelative(item)) loaded.add(targetOf(item));
  }
  return loaded;
}

function targetOf({ from, to }: Import): string {
  return relative(root, resolve(root, dirname(from), to));
}

function isRelative({ to }: Import): boolean {
  return to.startsWith('.');
}

/** The innermost room of the table that a file lies in. */
function roomOf(path: string): string {
  const folders = path
    .replace(/^src\//, '')
    .replace(/\.[jt]s$/, '')
    .split('/');
  const around = folders.map((_, depth) => folders.slice(0, folders.length - depth).join('/'));
  return around.find((folder) => folder in rooms) ?? folders[0]!;
}

/** The folder within `src/data`, or the name of a file beside the folders. */
function dataRoomOf(path: string): string {
  return path.split('/')[2]!;
}

function importsOf(from: string): Import[] {
  const source = ts.createSourceFile(from, readFileSync(join(root, from), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isTypeOnly = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
        onlyTypes(statement.importClause?.namedBindings)
      : ts.isExportDeclaration(statement) && (statement.isTypeOnly || onlyTypes(statement.exportClause));
    if (isTypeOnly || !(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) return [];
    const specifier = statement.moduleSpecifier;
    return specifier && ts.isStringLiteral(specifier) ? [{ from, to: specifier.text }] : [];
  });
}

function onlyTypes(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean {
  return (
    bindings !== undefined &&
    'elements' in bindings &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => 'isTypeOnly' in element && element.isTypeOnly)
  );
}
