import { z } from 'zod';
import { isPlainObject } from '../core/plain-object.ts';
import { defineComponent, kinds, type Component, type Registry } from '../registry/index.ts';

/** Passed to the functions that a plugin exports, so that a plugin needs to import no package. */
export interface PluginTools {
  readonly defineComponent: typeof defineComponent;
  readonly z: typeof z;
}

/** Is told what is wrong with a plugin, and what to do. */
export type Refuse = (message: string, hints?: readonly string[]) => void;

/** Adds what a plugin's module exports to a registry, or says why it can't. */
export function registerPlugin(
  module: Record<string, unknown>,
  registry: Registry,
  plugin: string,
  refuse: Refuse,
): void {
  const exported = componentsIn(module);
  const howTo = ['export what `defineComponent({kind, type, description, params, build})` returns'];
  if (exported.length === 0) refuse(`expected \`${plugin}\` to export components, it exports nothing`, howTo);
  for (const [name, definition] of exported) {
    const value: unknown =
      typeof definition === 'function'
        ? (definition as (tools: PluginTools) => unknown)({ defineComponent, z })
        : definition;
    const flaw = flawOf(value);
    if (flaw) refuse(`expected \`${plugin}\` to export only components, \`${name}\` ${flaw}`, howTo);
    else add(value as Component, registry, plugin, refuse);
  }
}

function add(component: Component, registry: Registry, plugin: string, refuse: Refuse): void {
  const { kind, type } = component;
  if (registry.get(kind, type))
    refuse(`expected a new ${kind}, \`${plugin}\` registers \`${type}\`, which is registered already`, [
      `choose another type, such as \`my-${type}\``,
    ]);
  else registry.add(component);
}

/**
 * The components among a module's exports, each once. An export is a component, a function that makes one, or a list of
 * either.
 */
function componentsIn(module: Record<string, unknown>): [name: string, value: unknown][] {
  const all = Object.entries(exportsOf(module)).flatMap(([name, value]): [string, unknown][] =>
    Array.isArray(value) ? value.map((item: unknown, index) => [`${name}[${index}]`, item]) : [[name, value]],
  );
  return [...new Map(all.toReversed().map(([name, value]) => [value, name]))]
    .map(([value, name]): [string, unknown] => [name, value])
    .toReversed();
}

/**
 * What a module exports by name. Of CommonJS, Node gives the whole of `module.exports` as `default`, from version 23 on
 * as `module.exports` too, and beside these the names that it finds in the text, such as a compiler's `__esModule`.
 */
function exportsOf({ default: main, ...named }: Record<string, unknown>): Record<string, unknown> {
  const { 'module.exports': whole = main, __esModule: _, ...rest } = named;
  if (main === undefined) return rest;
  const isWhole = whole === main && isPlainObject(main) && !['kind', 'type', 'build'].some((key) => key in main);
  if (!isWhole) return { default: main, ...rest };
  const { default: inner, ...others } = main;
  return exportsOf({ ...others, ...rest, ...(inner !== main && { default: inner }) });
}

function flawOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return `is ${value}`;
  if (typeof value !== 'object') return `is a ${typeof value}`;
  const component = value as Partial<Component>;
  if (!kinds.some((kind) => kind === component.kind))
    return (
      `has the kind \`${String(component.kind)}\`, which is none of ` +
      `${kinds.map((kind) => `\`${kind}\``).join(', ')}`
    );
  if (typeof component.type !== 'string' || component.type === '') return 'has no type';
  if (typeof component.params !== 'function') return 'has no params schema';
  return typeof component.build === 'function' ? undefined : 'has no build function';
}
