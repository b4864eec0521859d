import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, extname, isAbsolute, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { parse as Parse } from 'es-module-lexer';

/** What a plugin's code is made of. */
export interface PluginModules {
  /** Local modules by absolute path, the plugin's own file first. Empty for an installed package. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Folders of packages by `name@version`: those that it imports, or its own if it is installed. */
  readonly packages: ReadonlyMap<string, string>;
  /** Those of the local modules that compute names of modules, or of files beside them, which are not found then. */
  readonly computing: readonly string[];
}

/**
 * The local modules that a plugin imports, directly or not, and the packages. A file that a module names by `new
 * URL('./table.json', import.meta.url)` counts as one too. Modules and files whose names are computed are not found.
 */
export async function pluginModules(file: string): Promise<PluginModules> {
  const ownPackage = packageAround(file);
  if (ownPackage !== undefined)
    return { files: new Map(), packages: new Map([[describePackage(ownPackage), ownPackage]]), computing: [] };
  const lexer = await import('es-module-lexer');
  await lexer.init();
  const files = new Map<string, Buffer>();
  const packages = new Map<string, string>();
  const computing: string[] = [];
  const visited = new Set([file]);
  // A loop over a set also visits what is added meanwhile. Each module is visited once, even if imports form a circle.
  for (const path of visited) {
    const content = readFileSync(path);
    files.set(path, content);
    const text = isCode(path) ? content.toString('utf8') : '';
    if (computesNames(text, lexer.parse)) computing.push(path);
    for (const specifier of specifiersIn(text, lexer.parse)) {
      const target = locate(specifier, path);
      if (typeof target === 'string') visited.add(target);
      else if (target) packages.set(describePackage(target.package), target.package);
    }
  }
  return { files, packages, computing };
}

/**
 * The names that a module imports by `import`, `export ... from`, `import()` and, in CommonJS, `require()`, and the
 * files that it names by `new URL`.
 */
function specifiersIn(text: string, parse: typeof Parse): string[] {
  const required = [...text.matchAll(/\brequire\(\s*(['"])([^'"\n]+)\1\s*\)/g)].map((match) => match[2]!);
  const named = [...text.matchAll(/\bnew URL\(\s*(['"])(\.{1,2}\/[^'"\n]+)\1\s*,\s*import\.meta\.url\s*\)/g)].map(
    (match) => match[2]!,
  );
  try {
    const imported = parse(text)[0].flatMap(({ specifier }) => (typeof specifier === 'string' ? [specifier] : []));
    return [...imported, ...required, ...named];
  } catch {
    // The parser reads modules only: CommonJS may use names that are reserved words in a module.
    return required;
  }
}

/**
 * Whether a module imports by a name that isn't written out, or uses its own place for something other than a written
 * name. What it opens in the working directory can't be told from data.
 */
function computesNames(text: string, parse: typeof Parse): boolean {
  const rest = text
    .replaceAll(/\bnew URL\(\s*(['"])[^'"\n]+\1\s*,\s*import\.meta\.url\s*\)/g, '')
    .replaceAll(/\bcreateRequire\(\s*import\.meta\.(url|filename)\s*\)/g, '');
  if (/\bimport\.meta\.(url|dirname|filename)\b|\b__(dirname|filename)\b|\brequire\(\s*[^'"\s)]/.test(rest))
    return true;
  try {
    return parse(text)[0].some((found) => found.type === 'dynamic' && found.specifier === undefined);
  } catch {
    return false;
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
  if (folder !== undefined) return { package: folder };
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

/** The folder of an installed package, as a module in the folder `from` finds it. */
export function packageFolder(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return dirname(from) === from ? undefined : packageFolder(name, dirname(from));
}

/** The folder of the package that an installed plugin belongs to. */
function packageAround(file: string): string | undefined {
  const parts = realpathSync(file).split(sep);
  const at = parts.lastIndexOf('node_modules');
  if (at === -1) return undefined;
  const depth = parts[at + 1]?.startsWith('@') ? 3 : 2;
  return parts.slice(0, at + depth).join(sep);
}

function describePackage(folder: string): string {
  const { name = basename(folder), version = '' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name?: string;
    version?: string;
  };
  return `${name}@${version}`;
}
