import type { z } from 'zod';
import { nearest, type ErrorCode, type Location } from '../core/errors/index.ts';
import { parseSource, type Report } from './parse.ts';
import { mapOrigins } from './map-origins.ts';
import { typeOf } from './merge.ts';
import type { SourceText } from './source-text.ts';
import { nodeAt, parsePath, toPlain, whereIs, withoutEntries, type MapNode, type Node, type Origin } from './tree.ts';
import { update } from './update.ts';
import { childSchema, keysOf, optionsFor, schemaAlong } from './walk-schema.ts';

/** A value that `--set` or a sweep axis writes at a path. */
export interface Override {
  readonly path: readonly string[];
  /** Where the path is written. */
  readonly key: Origin;
  readonly value: Node;
}

/** Reads `optimizer.lr=1e-3`; the value is YAML. */
export function parseOverride(argument: string, report: Report): Override | undefined {
  const source: SourceText = { path: '', name: '--set', text: argument };
  const equals = argument.indexOf('=');
  const key: Origin = { by: 'set', source, start: 0, end: equals === -1 ? argument.length : equals };
  const name = argument.slice(0, Math.max(equals, 0)).trim();
  if (name === '' || name.split('.').includes('')) {
    report({
      code: 'bad-override',
      message: `expected \`path.to.key=value\`, got \`${argument}\``,
      where: whereIs(key),
      hints: ['for example: `--set optimizer.lr=1e-3`'],
    });
    return undefined;
  }
  const value = parseValue(source, equals + 1, report);
  return value && { path: parsePath(name), key, value };
}

/** Blanks are put in place of the path, so that columns in the value are columns of the argument. */
function parseValue(source: SourceText, start: number, report: Report): Node | undefined {
  const padded: SourceText = { ...source, text: ' '.repeat(start) + source.text.slice(start) };
  const node = parseSource(padded, 'set', (problem) => {
    const where = problem.where && { ...problem.where, text: source.text };
    report({
      ...problem,
      code: problem.code === 'yaml-syntax' ? 'bad-override' : problem.code,
      ...(where && { where }),
    });
  });
  return node && mapOrigins(node, (origin) => ({ ...origin, source }));
}

/** Checks that the schema has this path, given what the tree contains. */
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
      report({ code, ...describeKey(at, value, override, depth) });
      return false;
    }
    if (Array.isArray(value) && Number(key) > value.length) {
      const message = `expected an index of \`${override.path.slice(0, depth).join('.')}\`, which has ${value.length} items, got \`${key}\``;
      report({
        code,
        message,
        where: locationOfKey(override, depth),
        hints: [`the first item is \`0\`; \`${value.length}\` appends an item`],
      });
      return false;
    }
    at = next;
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return true;
}

function describeKey(
  schema: z.ZodType,
  value: unknown,
  override: Override,
  depth: number,
): { message: string; where: Location; hints: string[] } {
  const key = override.path[depth] ?? '';
  const prefix = override.path.slice(0, depth);
  const section = prefix.length > 0 ? `\`${prefix.join('.')}\`` : 'an experiment';
  const where = locationOfKey(override, depth);
  if (optionsFor(schema, value).some((option) => option.type === 'array')) {
    return {
      message: `expected an index of the list ${section}, got \`${key}\``,
      where,
      hints: [`\`${[...prefix, '0'].join('.')}\` is its first item`],
    };
  }
  const keys = [...new Set(keysOf(schema, value))];
  const best = nearest(key, keys);
  const hints = best ? [`did you mean \`${[...prefix, best].join('.')}\`?`] : [];
  if (keys.length > 0) hints.push(`keys of ${section}: ${keys.map((name) => `\`${name}\``).join(', ')}`);
  return { message: `expected the path of a key, ${section} has no key \`${key}\``, where, hints };
}

function locationOfKey({ path, key }: Override, depth: number): Location {
  const before = path.slice(0, depth).join('.').length + (depth > 0 ? 1 : 0);
  const text = key.source.text.slice(key.start, key.end);
  const skip = Math.max(0, text.indexOf(path.join('.')));
  const start = key.start + skip + before;
  return whereIs({ ...key, start, end: start + (path[depth]?.length ?? 1) });
}

/**
 * Returns the tree with the override's value. Where it changes a `type`, parameters that both components have are kept
 * and the others dropped, so that `loss.type` alone can be set or swept.
 */
export function applyOverride(tree: MapNode, schema: z.ZodType, override: Override): MapNode {
  const { path, key, value } = override;
  const written = update(tree, path, (old) => ({ ...value, before: old }), key);
  return path.at(-1) === 'type' ? dropForeign(written, schema, path.slice(0, -1), tree) : written;
}

function dropForeign(tree: MapNode, schema: z.ZodType, section: readonly string[], before: MapNode): MapNode {
  const [map, old] = [nodeAt(tree, section), nodeAt(before, section)];
  if (map?.kind !== 'map' || !old || typeOf(map) === typeOf(old)) return tree;
  const sectionSchema = schemaAlong(schema, section, toPlain(tree)).schema;
  const keys = sectionSchema ? keysOf(sectionSchema, toPlain(map)) : [];
  if (keys.length === 0) return tree;
  const kept = withoutEntries(map, (name) => !keys.includes(name));
  return update(tree, section, () => kept);
}
