import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

const command = 'src/cli/tessera.ts';
const library = 'src/index.ts';
const threads = ['src/workers/samples.ts', 'src/workers/photos.ts'];

/**
 * Bundles the command line, the library and the programs of threads. All share their modules: a class is the same one
 * for a command, for a plugin, and in a thread of its own. What all of them load is one file, what all but threads load
 * is a second one: else each set of commands that share something would be another.
 */
export async function bundlePrograms(options: BuildOptions): Promise<{ readonly metafile: Metafile }> {
  const programs = [command, ...threads];
  const plugins = [...(options.plugins ?? []), compiledOnce(programs)];
  const entryPoints = [library, ...programs.map((path) => ({ in: `${once}:${path}`, out: path.replace(/\.ts$/, '') }))];
  const shared = { ...options, entryPoints };
  const { metafile } = await build({ ...shared, plugins, metafile: true, write: false });
  const loading = loadedByThemselves(metafile);
  const ofThreads = loadedBy(threads, metafile);
  const others = loading.filter((module) => !ofThreads.has(module));
  const imports = { 'src/cli/every-thread.ts': loading, 'src/cli/every-command.ts': others };
  return build({ ...shared, plugins: [...plugins, importedBy(imports)], metafile: true });
}

const once = 'compiled-once';

/**
 * Has Node keep what it compiles of these programs. What is compiled before it is told so is not kept: each becomes
 * some first lines, which load the rest.
 */
function compiledOnce(programs: readonly string[]): Plugin {
  return {
    name: once,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${once}:`) }, ({ path }) => ({
        path: path.slice(once.length + 1),
        namespace: once,
      }));
      onLoad({ filter: /./, namespace: once }, async ({ path }) => {
        if (!programs.includes(path)) throw new Error(`${path} is no program`);
        const hashbang = /^#!.*\n/.exec(await readFile(path, 'utf8'))?.[0] ?? '';
        const contents = [
          `${hashbang}import { keepCompiledCode } from './src/core/compiled-code.ts';`,
          'keepCompiledCode();',
          `await import('./${path}');`,
        ];
        return { contents: contents.join('\n'), loader: 'ts', resolveDir: '.' };
      });
    },
  };
}

/** The programs, and each module that is imported late. */
function loadedByThemselves({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ entryPoint }) =>
    entryPoint && !entryPoint.startsWith(`${once}:`) ? entryPoint : [],
  );
}

/** These modules, and all that they load at once. */
function loadedBy(modules: readonly string[], { inputs }: Metafile): ReadonlySet<string> {
  const loaded = new Set(modules);
  for (const module of loaded)
    for (const { path, kind } of inputs[module]?.imports ?? []) if (kind !== 'dynamic-import') loaded.add(path);
  return loaded;
}

/** Lets modules import others too. @param imports the modules that are to import the one that is the key */
function importedBy(imports: Readonly<Record<string, readonly string[]>>): Plugin {
  const added = new Map<string, string[]>();
  for (const [imported, modules] of Object.entries(imports))
    for (const module of modules) {
      if (module === imported) continue;
      const path = relative(dirname(module), imported).replaceAll(sep, '/');
      added.set(resolve(module), [...(added.get(resolve(module)) ?? []), `import './${path}';`]);
    }
  return {
    name: 'imported-by',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const statements = added.get(path);
        if (!statements) return undefined;
        return { contents: [await readFile(path, 'utf8'), ...statements].join('\n'), loader: 'ts' };
      });
    },
  };
}
