import type { z } from 'zod';
import { nearest, type ErrorCode, type Location } from '../core/errors/index.ts';
import { parseSource, type Report } from './parse.ts';
import { typeOf } from './merge.ts';
import type { Source } from './source.ts';
import {
  nodeAt,
  parsePath,
  toPlain,
  withEntry,
  withoutEntries,
  type MapNode,
  type Node,
  type Origin,
  type Path,
} from './tree.ts';
import { whereIs } from './tree.ts';
import { childSchema, keysOf, optionsFor } from './walk-schema.ts';

/** A value to be written at a path by `--set` or by a sweep axis. */
export interface Override {
  readonly path: readonly string[];
  /** Where the path is written. */
  readonly key: Origin;
  readonly value: Node;
}

/** Reads `optimizer.lr=1e-3`; the value is YAML. */
export function parseOverride(argument: string, report: Report): Override | undefined {
  const source: Source = { path: '', name: '--set', text: argument };
  const equals = argument.indexOf('=');
  const key: Origin = { by: 'set', source, start: 0, end: equals === -1 ? argument.length : equals };
  const name = argument.slice(0, Math.max(equals, 0)).trim();
  if (name === '' || name.split('.').includes('')) {
    report({
      code: 'bad-override',
      message: `expected path.to.key=value, got \`${argument}\``,
      where: whereIs(key),
      hints: ['--set optimizer.lr=1e-3'],
    });
    return undefined;
  }
  const value = parseValue(source, equals + 1, report);
  return value && { path: parsePath(name), key, value };
}

/** Blanks before the value keep its columns those of the argument. */
function parseValue(source: Source, start: number, report: Report): Node | undefined {
  const padded: Source = { ...source, text: ' '.repeat(start) + source.text.slice(start) };
  const node = parseSource(padded, 'set', (problem) => {
    const where = problem.where && { ...problem.where, text: source.text };
    report({
      ...problem,
      code: problem.code === 'yaml-syntax' ? 'bad-override' : problem.code,
      ...(where && { where }),
    });
  });
  return node && within(node, source);
}

function within(node: Node, source: Source): Node {
  const origin = { ...node.origin, source };
  if (node.kind === 'list') return { ...node, origin, items: node.items.map((item) => within(item, source)) };
  if (node.kind !== 'map') return { ...node, origin };
  const entries = [...node.entries].map(
    ([name, entry]) => [name, { key: { ...entry.key, source }, node: within(entry.node, source) }] as const,
  );
  return { ...node, origin, entries: new Map(entries) };
}

/** Says whether `path` is one that the schema has, given what the tree holds already. */
export function checkPath(
  tree: MapNode,
  schema: z.ZodType,
  override: Override,
  code: ErrorCode,
  report: Report,
): boolean {
  let at: z.ZodType = schema;
  let value: unknown = toPlain(tree);
  for (const [depth, key] of override.path.entries()) {
    const next = childSchema(at, key, value);
    if (!next) {
      report({ code, ...describeStep(at, value, override, depth) });
      return false;
    }
    if (Array.isArray(value) && Number(key) > value.length) {
      const message = `expected an index of \`${override.path.slice(0, depth).join('.')}\`, which has ${value.length} items, got ${key}`;
      report({
        code,
        message,
        where: whereOfStep(override, depth),
        hints: ['the first item is 0; the number of items appends one'],
      });
      return false;
    }
    at = next;
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return true;
}

function describeStep(
  schema: z.ZodType,
  value: unknown,
  override: Override,
  depth: number,
): { message: string; where: Location; hints: string[] } {
  const key = override.path[depth] ?? '';
  const prefix = override.path.slice(0, depth);
  const section = prefix.length > 0 ? `\`${prefix.join('.')}\`` : 'an experiment';
  const where = whereOfStep(override, depth);
  if (optionsFor(schema, value).some((option) => option.type === 'array')) {
    return {
      message: `expected an index of the list ${section}, got \`${key}\``,
      where,
      hints: [`${[...prefix, '0'].join('.')} is its first item`],
    };
  }
  const keys = [...new Set(keysOf(schema, value))];
  const best = nearest(key, keys);
  const hints = best ? [`did you mean \`${[...prefix, best].join('.')}\`?`] : [];
  if (keys.length > 0) hints.push(`keys of ${section}: ${keys.join(', ')}`);
  return { message: `expected the path of a key, ${section} has no \`${key}\``, where, hints };
}

function whereOfStep({ path, key }: Override, depth: number): Location {
  const before = path.slice(0, depth).join('.').length + (depth > 0 ? 1 : 0);
  const text = key.source.text.slice(key.start, key.end);
  const skip = Math.max(0, text.indexOf(path.join('.')));
  const start = key.start + skip + before;
  return whereIs({ ...key, start, end: start + (path[depth]?.length ?? 1) });
}

/**
 * The tree with the override in place. Another `type` takes along the parameters that both components have
 * and drops the rest, so that `loss.type` alone can be set or swept.
 */
export function applyOverride(tree: MapNode, schema: z.ZodType, override: Override): MapNode {
  const { path, key, value } = override;
  const written = put(tree, path, key, value) as MapNode;
  return path.at(-1) === 'type' ? (dropForeign(written, schema, path.slice(0, -1), tree) as MapNode) : written;
}

function put(node: Node | undefined, path: Path, key: Origin, value: Node): Node {
  const [name, ...rest] = path;
  if (name === undefined) return { ...value, before: node };
  if (node?.kind === 'list') {
    const index = Number(name);
    const item = put(node.items[index], rest, key, value);
    return { ...node, items: index < node.items.length ? node.items.with(index, item) : [...node.items, item] };
  }
  const map: MapNode = node?.kind === 'map' ? node : { kind: 'map', origin: key, entries: new Map(), before: node };
  const old = map.entries.get(String(name));
  return withEntry(map, String(name), {
    key: rest.length > 0 && old ? old.key : key,
    node: put(old?.node, rest, key, value),
  });
}

function dropForeign(tree: MapNode, schema: z.ZodType, section: readonly string[], before: MapNode): Node {
  const [map, old] = [nodeAt(tree, section), nodeAt(before, section)];
  if (map?.kind !== 'map' || !old || typeOf(map) === typeOf(old)) return tree;
  const sectionSchema = section.reduce<{ schema: z.ZodType | undefined; value: unknown }>(
    (at, key) => ({
      schema: at.schema && childSchema(at.schema, key, at.value),
      value: (at.value as Record<string, unknown> | undefined)?.[key],
    }),
    { schema, value: toPlain(tree) },
  ).schema;
  const keys = sectionSchema ? keysOf(sectionSchema, toPlain(map)) : [];
  if (keys.length === 0) return tree;
  const kept = withoutEntries(map, (name) => !keys.includes(name));
  return replaceNode(tree, section, kept);
}

function replaceNode(node: Node, path: Path, value: Node): Node {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (node.kind === 'list')
    return { ...node, items: node.items.with(Number(name), replaceNode(node.items[Number(name)]!, rest, value)) };
  const entry = node.kind === 'map' ? node.entries.get(String(name)) : undefined;
  return node.kind === 'map' && entry
    ? withEntry(node, String(name), { ...entry, node: replaceNode(entry.node, rest, value) })
    : node;
}
