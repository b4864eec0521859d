import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { displayName } from './source-text.ts';
import type { Node, ScalarNode } from './tree.ts';

/** Absolute path of the module that a name means; undefined if there is none. */
export function locatePlugin(item: Name, workingDirectory: string): string | undefined {
  const folder = item.origin.by === 'set' ? workingDirectory : dirname(item.origin.source.path);
  if (isPath(item.value)) return existing(resolve(folder, item.value));
  return locateResolved(item.value, workingDirectory);
}

/** The same for a name of a resolved experiment: relative to the working directory, or a package. */
export function locateResolved(name: string, workingDirectory: string): string | undefined {
  if (isAbsolute(name)) return existing(name);
  return existing(resolve(workingDirectory, name)) ?? resolvePackage(name, workingDirectory);
}

/** What a resolved experiment calls a plugin: a path is relative to the working directory, as all paths there are. */
export function nameFor({ item: { value }, path }: NamedPlugin, workingDirectory: string): string {
  return path !== undefined && isPath(value) ? displayName(path, workingDirectory) : value;
}

/** A plugin as the tree names it. */
export type Name = ScalarNode & { readonly value: string };

export interface NamedPlugin {
  readonly item: Name;
  /** Absolute path; undefined if there is no such module. */
  readonly path: string | undefined;
}

export function isFound(plugin: NamedPlugin): plugin is NamedPlugin & { readonly path: string } {
  return plugin.path !== undefined;
}

export function isName(item: Node): item is Name {
  return item.kind === 'scalar' && typeof item.value === 'string';
}

function isPath(name: string): boolean {
  return /^\.{1,2}[/\\]/.test(name);
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

function resolvePackage(name: string, workingDirectory: string): string | undefined {
  try {
    return createRequire(join(workingDirectory, 'package.json')).resolve(name);
  } catch {
    return undefined;
  }
}
