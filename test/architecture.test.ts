import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

/**
 * What the code of each room may load at run time, besides itself: the table of ARCHITECTURE.md. A room inside another
 * has a row of its own and is named in full.
 */
const rooms = tableOf('## Rooms', 2);

/** The same for the rooms within `src/data`; the files beside them are for all. */
const dataRooms = tableOf('### `src/data`', 2);

/** What every command loads at once, before it knows what it needs. */
const entries = ['src/cli/tessera.ts', 'src/components/index.ts', 'src/config/index.ts', 'src/sweep/run-sweep.ts'];
/**
 * Packages that every command may load: those in the bundle (`src/cli/bundle.ts`). Others have many files, or are slow
 * to start.
 */
const bundledPackages = /^(node:|commander$|pure-rand|yaml$|zod$)/;

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ['src', 'schemas'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('/dist/'))
    .map((name) => join(folder, name)),
);
const staticImports = files.flatMap((file) => importsOf(file, false));
const lateImports = files.flatMap(lateImportsOf);

test('each folder loads only the folders that its row in ARCHITECTURE.md names', (t) => {
  const wrong = loadsOf(files, roomOf).filter(({ own, other }) => own !== 'index' && !rooms.get(own)?.includes(other));
  t.deepEqual(
    wrong.map(({ from, to, own, other }) => `${from} imports ${to}: ${own} may not load ${other}`),
    [],
  );
});

test('each folder of src/data loads only the folders of it that its row names', (t) => {
  const inData = files.filter((path) => path.startsWith('src/data/'));
  const folders = new Set(inData.map(dataRoomOf).filter((room) => !room.endsWith('.ts')));
  t.deepEqual([...folders].toSorted(), [...dataRooms.keys()].toSorted());
  const wrong = loadsOf(inData, dataRoomOf).filter(
    ({ to, from, own, other }) =>
      targetOf({ from, to }).startsWith('src/data/') && folders.has(other) && !dataRooms.get(own)?.includes(other),
  );
  t.deepEqual(
    wrong.map(({ from, to, own, other }) => `${from} imports ${to}: ${own} may not load ${other}`),
    [],
  );
});

test('a row names nothing that its folder does not load', (t) => {
  const loads = new Set(loadsOf(files, roomOf).map(({ own, other }) => `${own} loads ${other}`));
  const named = [...rooms].flatMap(([own, others]) => others.map((other) => `${own} loads ${other}`));
  t.deepEqual(
    named.filter((load) => !loads.has(load)),
    [],
  );
});

test('no file loads itself in a circle, and in src/train no type needs itself either', (t) => {
  const inTrain = files.filter((file) => file.startsWith('src/train/')).flatMap((file) => importsOf(file, true));
  for (const imports of [staticImports, inTrain]) {
    const inCircles = files.filter((file) => loadedFrom(targetsOf(file, imports), imports).has(file));
    t.deepEqual(inCircles, []);
  }
});

test('configurations are checked without loading a package that is not bundled, such as TensorFlow.js', (t) => {
  const loaded = loadedFrom(entries);
  t.true(loaded.has('src/components/losses/focal.ts'));
  for (const { from, to } of staticImports.filter((item) => loaded.has(item.from) && !isRelative(item))) {
    t.regex(to, bundledPackages, `${from} loads ${to} when it is imported; import it where it is used`);
  }
});

test('the training path never reads a tensor synchronously', (t) => {
  const outsideEngine = files.filter((file) => !roomOf(file).startsWith('engine'));
  for (const file of outsideEngine)
    t.notRegex(readFileSync(join(root, file), 'utf8'), /\b(dataSync|arraySync)\b/, file);
});

/**
 * The rows of the first table under a heading: the room's name, and the names in the column that says what it may load.
 */
function tableOf(heading: string, column: number): ReadonlyMap<string, readonly string[]> {
  const lines = page.slice(page.indexOf(heading)).split('\n');
  const first = lines.findIndex((line) => line.startsWith('| `'));
  const rows = lines.slice(
    first,
    lines.findIndex((line, index) => index > first && !line.startsWith('|')),
  );
  const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
  return new Map(
    rows.map((row) => {
      const cells = row.split('|').slice(1);
      const [room = ''] = namesIn(cells[0]);
      return [room.replace(/^src\//, '').replace(/\/$/, ''), namesIn(cells[column])];
    }),
  );
}

/** What files load from rooms other than their own, at once or when it is needed. */
function loadsOf(paths: readonly string[], room: (path: string) => string) {
  return [...staticImports, ...lateImports]
    .filter((item) => isRelative(item) && paths.includes(item.from))
    .map((item) => ({ ...item, own: room(item.from), other: room(targetOf(item)) }))
    .filter(({ own, other }) => own !== other);
}

/** These files and all that they import, directly or not, before any code runs. */
function loadedFrom(start: readonly string[], imports = staticImports): ReadonlySet<string> {
  const loaded = new Set(start);
  for (const file of loaded) for (const target of targetsOf(file, imports)) loaded.add(target);
  return loaded;
}

const byFile = new WeakMap<readonly Import[], ReadonlyMap<string, readonly string[]>>();

function targetsOf(file: string, imports: readonly Import[]): readonly string[] {
  let targets = byFile.get(imports);
  if (!targets) {
    const found = new Map<string, string[]>();
    for (const item of imports.filter(isRelative))
      found.set(item.from, [...(found.get(item.from) ?? []), targetOf(item)]);
    byFile.set(imports, (targets = found));
  }
  return targets.get(file) ?? [];
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
  return around.find((folder) => rooms.has(folder)) ?? folders[0]!;
}

/** The folder within `src/data`, or the name of a file beside the folders. */
function dataRoomOf(path: string): string {
  return path.split('/')[2]!;
}

/** @param types whether imports of types alone count */
function importsOf(from: string, types: boolean): Import[] {
  const source = ts.createSourceFile(from, readFileSync(join(root, from), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isTypeOnly = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
        onlyTypes(statement.importClause?.namedBindings)
      : ts.isExportDeclaration(statement) && (statement.isTypeOnly || onlyTypes(statement.exportClause));
    if ((isTypeOnly && !types) || !(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) return [];
    const specifier = statement.moduleSpecifier;
    return specifier && ts.isStringLiteral(specifier) ? [{ from, to: specifier.text }] : [];
  });
}

/** What `await import('...')` loads. */
function lateImportsOf(from: string): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier && ts.isStringLiteral(specifier)) found.push({ from, to: specifier.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(from, readFileSync(join(root, from), 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

function onlyTypes(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean {
  return (
    bindings !== undefined &&
    'elements' in bindings &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => 'isTypeOnly' in element && element.isTypeOnly)
  );
}
