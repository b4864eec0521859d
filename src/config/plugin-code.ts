import { dirname, relative } from 'node:path';
import { sha256 } from '../core/file-hash.ts';
import { locateResolved } from './locate-plugin.ts';
import { pluginModules, type PluginModules } from './plugin-modules.ts';

/**
 * The code that a plugin runs, as sorted texts to be hashed. Each local module that it imports, directly or not, is a
 * text with the module's path relative to the plugin and a hash of its content; each package is a text with its name
 * and version. The texts don't depend on where the project lies, nor on the kind of line ends.
 */
export async function pluginCode(file: string): Promise<string[]> {
  return codeOf(file, await pluginModules(file));
}

export function codeOf(file: string, { files, packages }: PluginModules): string[] {
  const modules = [...files].map(([path, content]) => `${fromEntry(file, path)} ${hashOf(content)}`);
  return [...modules, ...packages.keys()].sort();
}

/** One hash of a plugin's code. */
export function codeHash(code: readonly string[]): string {
  return sha256(code.join('\n'));
}

/**
 * The hash of a plugin's code as it is now; undefined if it isn't there. It is named as in a resolved experiment:
 * relative to the working directory, or as a package.
 */
export async function pluginHash(name: string, workingDirectory: string): Promise<string | undefined> {
  const path = locateResolved(name, workingDirectory);
  return path === undefined ? undefined : codeHash(await pluginCode(path));
}

/** Line ends count as `\n`, as git may write others. A file that isn't text is hashed as it is. */
function hashOf(content: Buffer): string {
  const text = content.toString('utf8');
  const isText = !text.includes('\uFFFD');
  return sha256(isText ? text.replaceAll('\r\n', '\n') : content);
}

/**
 * A module's path relative to the plugin. The name of the plugin's own file is left out, so renaming it changes no id.
 */
function fromEntry(entry: string, path: string): string {
  return path === entry ? '.' : relative(dirname(entry), path).replaceAll('\\', '/');
}
