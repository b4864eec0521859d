import { createRegistry, kinds, type Registry } from '../registry/index.ts';
import { messageOf, type Problem, TesseraError } from '../core/errors/index.ts';
import { importModule } from './import-module.ts';
import type { Report } from './parse.ts';
import { isFound, isName, locatePlugin, nameFor, type Name, type NamedPlugin } from './locate-plugin.ts';
import { codeHash, codeOf } from './plugin-code.ts';
import { pluginModules, type PluginModules } from './plugin-modules.ts';
import { registerPlugin } from './register-plugin.ts';
import { displayName } from './source-text.ts';
import { nodeAt, whereIs, type ListNode, type MapNode, type Node } from './tree.ts';
import { update } from './update.ts';

export interface PluginModule {
  /** As it is written. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
}

export interface Plugins {
  /** The registry with the plugins' components, or the one that came in if there are no plugins. */
  readonly registry: Registry;
  /** The tree with paths of plugins relative to the working directory instead of to the file that names them. */
  readonly tree: MapNode;
  /** The code of the plugins, for the experiment's id. */
  readonly code: readonly string[];
  /** In the order in which the tree names them. */
  readonly plugins: readonly LoadedPlugin[];
  /** The modules that were found, whether their code ran or not. */
  readonly modules: readonly PluginModule[];
}

/** A plugin as it was when it was loaded. */
export interface LoadedPlugin extends PluginModules {
  /** As the resolved experiment names it: relative to the working directory, or a package. */
  readonly name: string;
  /** Absolute path of its module. */
  readonly path: string;
  /** From `pluginCode`. */
  readonly code: readonly string[];
  /** Hash of the code. */
  readonly sha256: string;
}

/**
 * Loads the modules that the tree names under `plugins`. Reads no other part of the tree.
 * @param run whether their code runs; otherwise their components stay unknown
 */
export async function loadPlugins(
  tree: MapNode,
  registry: Registry,
  workingDirectory: string,
  report: Report,
  run = true,
): Promise<Plugins> {
  const list = nodeAt(tree, ['plugins']);
  if (list?.kind !== 'list' || list.items.length === 0) return { registry, tree, code: [], plugins: [], modules: [] };
  const named = list.items.filter(isName).map((item) => ({ item, path: locatePlugin(item, workingDirectory) }));
  const resolved: ListNode = {
    ...list,
    items: list.items.map((item) => fromWorkingDirectory(item, named, workingDirectory)),
  };
  const { sources, ...extended } = run
    ? await extendRegistry(registry, named, workingDirectory, report)
    : { registry, ...(await readSources(named, report)) };
  const found = named.filter(isFound);
  return {
    ...extended,
    plugins: sources.map((source, index) => {
      const plugin = found[index]!;
      return { ...source, name: nameFor(plugin, workingDirectory), path: plugin.path };
    }),
    modules: found.map(({ item, path }) => ({ name: item.value, path })),
    tree: update(tree, ['plugins'], () => resolved),
  };
}

/**
 * Adds the components of these modules to a registry. They are named as in a resolved experiment: relative to the
 * working directory, or as packages.
 * @throws TesseraError `bad-plugin`
 */
export async function registryWith(
  plugins: readonly string[],
  registry: Registry,
  workingDirectory: string,
): Promise<Registry> {
  const problems: Problem[] = [];
  const named = plugins.map((value) => {
    const item: Name = {
      kind: 'scalar',
      value,
      origin: { by: 'set', source: { path: '', name: 'plugins', text: value }, start: 0, end: value.length },
    };
    return { item, path: locatePlugin(item, workingDirectory) };
  });
  const extended =
    named.length > 0
      ? await extendRegistry(registry, named, workingDirectory, (problem) => problems.push(problem))
      : { registry };
  if (problems.length > 0) throw new TesseraError(problems);
  return extended.registry;
}

function fromWorkingDirectory(item: Node, named: readonly NamedPlugin[], workingDirectory: string): Node {
  const plugin = named.find((candidate) => candidate.item === item);
  return plugin ? { ...plugin.item, value: nameFor(plugin, workingDirectory) } : item;
}

/**
 * Extended registries by their plugins. They are kept because building a registry's schemas takes longer than checking
 * a file.
 */
const extensions = new WeakMap<Registry, Map<string, Extension>>();

interface Extension {
  readonly registry: Registry;
  /** Read when the module was loaded. Node.js loads a module once, so later changes of its file don't run. */
  readonly sources: readonly PluginSource[];
  readonly code: readonly string[];
}

type PluginSource = Omit<LoadedPlugin, 'name' | 'path'>;

async function extendRegistry(
  registry: Registry,
  plugins: readonly NamedPlugin[],
  workingDirectory: string,
  report: Report,
): Promise<Extension> {
  const key = JSON.stringify(plugins.map(({ item, path }) => [item.value, path]));
  const known = extensions.get(registry)?.get(key);
  if (known) return known;
  let whole = true;
  const tell: Report = (problem) => {
    whole = false;
    report(problem);
  };
  const extended = createRegistry(...kinds.flatMap((kind) => registry.list(kind)));
  for (const plugin of plugins) await loadPlugin(plugin, extended, workingDirectory, tell);
  if (!whole) return { registry: extended, sources: [], code: [] };
  const extension: Extension = { registry: extended, ...(await readSources(plugins, report)) };
  extensions.set(registry, (extensions.get(registry) ?? new Map<string, Extension>()).set(key, extension));
  return extension;
}

/** Reads the code of the plugins that are there, without running it. */
async function readSources(
  plugins: readonly NamedPlugin[],
  report: Report,
): Promise<Pick<Extension, 'sources' | 'code'>> {
  for (const { item, path } of plugins) if (path === undefined) report(notFound(item));
  const sources = await Promise.all(
    plugins.filter(isFound).map(async ({ path }) => {
      const modules = await pluginModules(path);
      const code = codeOf(path, modules);
      return { ...modules, code, sha256: codeHash(code) };
    }),
  );
  return { sources, code: sources.map(({ code }) => code.join('\n')).sort() };
}

function notFound(item: Name): Problem {
  return {
    code: 'bad-plugin',
    message: `expected a module, got \`${item.value}\`, which cannot be found`,
    where: whereIs(item.origin),
    hints: [
      'a path that starts with `./` is relative to this file; any other is relative to the folder in which the ' +
        'command is started, or names a package',
    ],
  };
}

async function loadPlugin(
  { item, path }: NamedPlugin,
  registry: Registry,
  workingDirectory: string,
  report: Report,
): Promise<void> {
  const refuse = (message: string, hints: readonly string[] = []) =>
    report({ code: 'bad-plugin', message, where: whereIs(item.origin), hints } satisfies Problem);
  if (path === undefined) return report(notFound(item));
  try {
    const module = await importModule(path);
    registerPlugin(module, registry, item.value, refuse);
  } catch (error) {
    const reason = messageOf(error);
    refuse(
      `expected a module that can be loaded, loading \`${item.value}\` failed: ${reason.split('\n', 1)[0] ?? ''}`,
      [`run \`node ${displayName(path, workingDirectory)}\` to see the whole error`],
    );
  }
}
