import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { PluginModule } from './plugins.ts';

export interface NamedFiles {
  /** The experiment's own file, relative to the working directory. */
  readonly file: string;
  /** Absolute paths of all its files. */
  readonly files: readonly string[];
  /** Absolute paths of the files that hold values of `--set` and of sweep axes. */
  readonly values: readonly string[];
  readonly plugins: readonly PluginModule[];
  readonly workingDirectory: string;
}

/**
 * Says which parents, files of values and plugins of an experiment are outside of its project: they may be there on
 * this machine only, and whoever checks a file of somebody else wants to know them. The same holds for plugins with an
 * absolute path. The project is the nearest folder around the working directory with a package.json or a git
 * repository; the folder of the file itself counts as inside.
 */
export function outsideNotes({ file, files, values, plugins, workingDirectory }: NamedFiles): string[] {
  const inside = [projectAround(workingDirectory) ?? workingDirectory, dirname(resolve(workingDirectory, file))];
  const isOutside = (path: string) => inside.every((folder) => !isWithin(path, folder));
  return [
    ...files.filter(isOutside).map((path) => `${file} extends ${path}, which is outside of this project`),
    ...values.filter(isOutside).map((path) => `${file} takes a value from ${path}, which is outside of this project`),
    ...plugins
      .filter(({ name, path }) => isAbsolute(name) || isOutside(path))
      .map(({ name, path }) => {
        const why = isOutside(path) ? 'which is outside of this project' : 'an absolute path';
        return `${file} names the plugin ${isAbsolute(name) ? name : path}, ${why}`;
      }),
  ];
}

function projectAround(folder: string): string | undefined {
  if (['package.json', '.git'].some((name) => existsSync(join(folder, name)))) return folder;
  return dirname(folder) === folder ? undefined : projectAround(dirname(folder));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !/^\.\.[/\\]/.test(way) && !isAbsolute(way);
}
