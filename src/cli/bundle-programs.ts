import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

const commands = ['src/cli/tessera.ts', 'src/index.ts'];
const threads = ['src/workers/samples.ts', 'src/workers/photos.ts'];

/**
 * Bundles the command line, the library and the programs of threads. All share their modules: a class is the same one
 * for a command, for a plugin, and in a thread of its own. What all of them load is one file, what all but threads load
 * is a second one: else each set of commands that share something would be another.
 */
export async function bundlePrograms(options: BuildOptions): Promise<{ readonly metafile: Metafile }> {
  const shared = { ...options, entryPoints: [...commands, ...threads], inject: ['src/cli/every-thread.ts'] };
  const { metafile } = await build({ ...shared, metafile: true, write: false });
  const ofThreads = loadedBy(threads, metafile);
  const others = lateModules(metafile).filter((module) => !ofThreads.has(module));
  const plugins = [...(options.plugins ?? []), importedBy(others, 'src/cli/every-command.ts')];
  return build({ ...shared, metafile: true, plugins });
}

/** What is loaded by itself: the programs, and each module that is imported late. */
function lateModules({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
}

/** These modules, and all that they load at once. */
function loadedBy(modules: readonly string[], { inputs }: Metafile): ReadonlySet<string> {
  const loaded = new Set(modules);
  for (const module of loaded)
    for (const { path, kind } of inputs[module]?.imports ?? []) if (kind !== 'dynamic-import') loaded.add(path);
  return loaded;
}

/** Lets each of these modules import another one too. */
function importedBy(modules: readonly string[], imported: string): Plugin {
  const target = resolve(imported);
  const importing = new Set(modules.map((module) => resolve(module)));
  importing.delete(target);
  return {
    name: 'imported-by',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!importing.has(path)) return undefined;
        const statement = `import './${relative(dirname(path), target).replaceAll(sep, '/')}';`;
        return { contents: `${await readFile(path, 'utf8')}\n${statement}`, loader: 'ts' };
      });
    },
  };
}
