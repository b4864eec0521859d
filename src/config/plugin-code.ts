import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { parse as Parse } from 'es-module-lexer';

/**
 * The code that a plugin runs, as sorted texts to be hashed. Each local module that it imports, directly or not, is a
 * text with the module's path relative to the plugin and a hash of its content; each package is a text with its name
 * and version. The texts don't depend on where the project lies, nor on the kind of line ends. Files that a plugin
 * reads itself, and modules whose names it computes, are not included.
 */
export async function pluginCode(file: string): Promise<string[]> {
  const ownPackage = packageAround(file);
  if (ownPackage !== undefined) return [ownPackage];
  const lexer = await import('es-module-lexer');
  await lexer.init();
  const found = new Set<string>();
  const visited = new Set([file]);
  // A loop over a set also visits what is added meanwhile. Each module is visited once, even if imports form a circle.
  for (const path of visited) {
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    found.add(`${fromEntry(file, path)} ${createHash('sha256').update(text).digest('hex')}`);
    for (const specifier of isCode(path) ? specifiersIn(text, lexer.parse) : []) {
      const target = locate(specifier, path);
      if (typeof target === 'string') visited.add(target);
      else if (target) found.add(target.package);
    }
  }
  return [...found].sort();
}

/** The names that a module imports by `import`, `export ... from`, `import()` and, in CommonJS, `require()`. */
function specifiersIn(text: string, parse: typeof Parse): string[] {
  const required = [...text.matchAll(/\brequire\(\s*(['"])([^'"\n]+)\1\s*\)/g)].map((match) => match[2]!);
  try {
    const imported = parse(text)[0].flatMap(({ specifier }) => (typeof specifier === 'string' ? [specifier] : []));
    return [...imported, ...required];
  } catch {
    // The parser reads modules only: CommonJS may use names that are reserved words in a module.
    return required;
  }
}

function isCode(path: string): boolean {
  return /^\.[cm]?[jt]s$/.test(extname(path));
}

/** A local module's file or a package; undefined for a part of Node.js, and for a module that doesn't exist. */
function locate(specifier: string, from: string): string | { readonly package: string } | undefined {
  if (isBuiltin(specifier)) return undefined;
  if (specifier.startsWith('file:')) return existingFile(fileURLToPath(specifier));
  if (/^\.{1,2}([/\\]|$)/.test(specifier) || isAbsolute(specifier)) return localFile(resolve(dirname(from), specifier));
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const folder = packageFolder(name, dirname(from));
  if (folder !== undefined) return { package: describePackage(folder) };
  return resolveFrom(specifier, from);
}

/** The path as it is written, for modules; with an extension added or as a folder, for `require()`. */
function localFile(path: string): string | undefined {
  const plain = path.replace(/[?#].*$/, '');
  const tries = [path, plain, ...['.js', '.cjs', '.json', '/index.js'].map((end) => `${plain}${end}`)];
  return tries.map(existingFile).find((file) => file !== undefined);
}

function existingFile(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? path : undefined;
}

/** Resolves `#names` by the `imports` of the project's own package.json. */
function resolveFrom(specifier: string, from: string): string | undefined {
  try {
    return existingFile(createRequire(from).resolve(specifier));
  } catch {
    return undefined;
  }
}

function packageFolder(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return dirname(from) === from ? undefined : packageFolder(name, dirname(from));
}

/** The package that an installed plugin belongs to. */
function packageAround(file: string): string | undefined {
  const parts = realpathSync(file).split(sep);
  const at = parts.lastIndexOf('node_modules');
  if (at === -1) return undefined;
  const depth = parts[at + 1]?.startsWith('@') ? 3 : 2;
  return describePackage(parts.slice(0, at + depth).join(sep));
}

function describePackage(folder: string): string {
  const { name = basename(folder), version = '' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name?: string;
    version?: string;
  };
  return `${name}@${version}`;
}

/**
 * A module's path relative to the plugin. The name of the plugin's own file is left out, so renaming it changes no id.
 */
function fromEntry(entry: string, path: string): string {
  return path === entry ? '.' : relative(dirname(entry), path).replaceAll('\\', '/');
}
