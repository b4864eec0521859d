import { readFileSync, existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Which file loads which, of all TypeScript files of a project. Imports of types don't count. */
export type Imports = ReadonlyMap<string, ReadonlySet<string>>;

export function importsOf(root: string, files: readonly string[]): Imports {
  return new Map(files.map((file) => [file, new Set(loadedBy(root, file))]));
}

export interface NearestTests {
  /** How the tests were found: by what they load, or, where nothing near loads the file, as the tests of its room. */
  readonly by: 'import' | 'room' | 'none';
  readonly tests: readonly string[];
}

/**
 * The tests nearest to `src/room/file.ts`: `test/room/file.test.ts`, and tests that load the file themselves or through
 * one other file. If there are none, all tests of `test/room`.
 */
export function nearestTests(file: string, imports: Imports): NearestTests {
  const all = [...imports.keys()].filter((name) => name.endsWith('.test.ts'));
  const inTest = file.replace(/^src\//, 'test/');
  const mirrored = inTest.replace(/\.ts$/, '.test.ts');
  const between = new Set([file, ...loadersOf(file, imports)]);
  const near = all.filter(
    (test) => test === mirrored || [...(imports.get(test) ?? [])].some((loaded) => between.has(loaded)),
  );
  if (near.length > 0) return { by: 'import', tests: near };
  const room = `${inTest.split('/').slice(0, 2).join('/')}/`;
  const tests = all.filter((test) => test.startsWith(room));
  return { by: tests.length > 0 ? 'room' : 'none', tests };
}

export function loadersOf(file: string, imports: Imports): string[] {
  return [...imports].filter(([, loaded]) => loaded.has(file)).map(([name]) => name);
}

function loadedBy(root: string, file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && isTypeOnly(node)) return;
    if (ts.isExportDeclaration(node) && node.isTypeOnly) return;
    if (ts.isTypeNode(node)) return;
    // Not imports alone: programs of processes and of threads are named by strings as well.
    if (ts.isStringLiteral(node) && /^\.{1,2}\//.test(node.text)) {
      const path = resolve(root, dirname(file), node.text);
      if (existsSync(path) && statSync(path).isFile()) found.push(relative(root, path));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = importClause.namedBindings;
  return (
    importClause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}
