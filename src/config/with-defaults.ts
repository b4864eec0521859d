import { z } from 'zod';
import { isPlainObject } from '../core/plain-object.ts';
import type { Override } from './override.ts';
import { fromPlain, nodeAt, toPlain, type MapNode } from './tree.ts';
import { update } from './update.ts';
import { childSchema, defaultOf, optionsFor } from './walk-schema.ts';

/**
 * Returns the tree with the default written out that the override changes a part of: an item of a list, a parameter of
 * a component, a key of a section that the default has. A section whose default lacks the key is not written out, since
 * the keys of a choice exclude each other, such as `steps` and `epochs`.
 */
export function withDefaults(tree: MapNode, schema: z.ZodType, { path, key }: Pick<Override, 'path' | 'key'>): MapNode {
  const missing = path.findIndex((_, depth) => depth < path.length - 1 && !nodeAt(tree, path.slice(0, depth + 1)));
  if (missing === -1) return tree;
  let at: z.ZodType | undefined = schema;
  let value: unknown = toPlain(tree);
  for (const [depth, part] of path.slice(0, -1).entries()) {
    at = at && childSchema(at, part, value);
    value = partOf(value, part);
    const fallback = at && value === undefined ? (defaultOf(at) ?? noItems(at, path[depth + 1])) : undefined;
    if (depth < missing || !at || fallback === undefined) continue;
    if (hasPart(at, fallback, path.slice(depth + 1)))
      return update(tree, path.slice(0, depth + 1), () => fromPlain(fallback, { ...key, by: 'default' }), key);
  }
  return tree;
}

/** A list without a default has no items, to which a first one can be appended. */
function noItems(schema: z.ZodType, part: string | undefined): readonly unknown[] | undefined {
  if (part !== '0') return undefined;
  return optionsFor(schema, []).some((option) => option instanceof z.ZodArray) ? [] : undefined;
}

/**
 * Whether a path leads into this default: to an item of a list, the one after the last included, or to a key that is
 * there or that a component has.
 */
function hasPart(schema: z.ZodType, value: unknown, path: readonly string[]): boolean {
  if (Array.isArray(value) && Number(path[0]) === value.length) return true;
  let at: z.ZodType | undefined = schema;
  for (const part of path.slice(0, -1)) {
    at = at && childSchema(at, part, value);
    value = partOf(value, part);
  }
  if (Array.isArray(value)) return true;
  const last = path.at(-1)!;
  if (!isPlainObject(value)) return false;
  return (
    Object.hasOwn(value, last) || (at !== undefined && 'type' in value && childSchema(at, last, value) !== undefined)
  );
}

function partOf(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return (value as unknown[])[Number(part)];
  return isPlainObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}
