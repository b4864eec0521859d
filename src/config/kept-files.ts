import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { experimentYaml } from './experiment-yaml.ts';
import type { LoadedExperiment } from './load.ts';
import type { LoadedPlugin } from './plugins.ts';

/** Files with which an experiment runs from a folder of its own. Paths are relative to that folder. */
export interface KeptFiles {
  /** The resolved experiment, which names the copies of its plugins. Its id is that of the experiment. */
  readonly yaml: string;
  /** Copies of the plugins' modules, with the package.json that says how Node.js reads them. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Folders of the packages that these modules import, by the place in which Node.js would look for them. */
  readonly packages: ReadonlyMap<string, string>;
}

/** @param folder where the copies go */
export function keptFiles(
  { experiment, plugins }: Pick<LoadedExperiment, 'experiment' | 'plugins'>,
  folder = 'code',
): KeptFiles {
  const { names, files, packages } = pluginCopies(plugins, folder);
  return { yaml: experimentYaml({ ...experiment, plugins: names }), files, packages };
}

/** Copies of plugins, as they were when they were loaded. */
export interface PluginCopies extends Omit<KeptFiles, 'yaml'> {
  /** The plugins as an experiment beside the copies names them. An installed one keeps its name. */
  readonly names: string[];
  /** The folders that the copied files come from, by the place of their copies. */
  readonly folders: ReadonlyMap<string, string>;
}

/** Copies keep their places relative to each other, since modules import by relative paths. Packages are not copied. */
export function pluginCopies(plugins: readonly LoadedPlugin[], folder: string): PluginCopies {
  const local = plugins.filter(({ files }) => files.size > 0);
  const modules = new Map(local.flatMap(({ files }) => [...files]));
  const manifests = new Map<string, Buffer>();
  for (const manifest of [...modules.keys()].flatMap((path) => manifestFor(dirname(path)) ?? []))
    manifests.set(manifest, readFileSync(manifest));
  const copied = [...manifests, ...modules];
  const root = commonFolder(copied.map(([path]) => dirname(path)));
  const place = (path: string) => join(folder, relative(root, path)).replaceAll('\\', '/');
  return {
    names: plugins.map(({ name, path, files }) => (files.size > 0 ? `./${place(path)}` : name)),
    files: new Map(copied.map(([path, content]) => [place(path), content])),
    packages: new Map(
      local.flatMap(({ packages }) => [...packages.values()].map((path) => [linkTo(path, folder), path])),
    ),
    folders: new Map(copied.map(([path]) => [place(dirname(path)), dirname(path)])),
  };
}

/** The nearest package.json: it says whether `.js` is a module, and what `#names` are. */
function manifestFor(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : manifestFor(dirname(folder));
}

/** The nearest folder around all of them; empty if there are none. */
function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let around = common;
    while (relative(around, folder).startsWith('..')) around = dirname(around);
    return around;
  }, folders[0] ?? '');
}

function linkTo(packageFolder: string, folder: string): string {
  const parts = packageFolder.split(sep);
  return [folder, ...parts.slice(parts.lastIndexOf('node_modules'))].join('/');
}
