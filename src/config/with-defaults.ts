import type { z } from 'zod';
import { isPlainObject } from '../core/plain-object.ts';
import type { Override } from './override.ts';
import { fromPlain, nodeAt, toPlain, type MapNode } from './tree.ts';
import { update } from './update.ts';
import { childSchema, defaultOf } from './walk-schema.ts';

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
  for (const [depth, step] of path.slice(0, -1).entries()) {
    at = at && childSchema(at, step, value);
    value = stepInto(value, step);
    const fallback = at && value === undefined ? defaultOf(at) : undefined;
    if (depth < missing || !at || fallback === undefined) continue;
    if (hasPart(at, fallback, path.slice(depth + 1)))
      return update(tree, path.slice(0, depth + 1), () => fromPlain(fallback, { ...key, by: 'default' }), key);
  }
  return tree;
}

/** Whether a path leads into this default: to an item of a list, or to a key that is there or that a component has. */
function hasPart(schema: z.ZodType, value: unknown, path: readonly string[]): boolean {
  let at: z.ZodType | undefined = schema;
  for (const step of path.slice(0, -1)) {
    at = at && childSchema(at, step, value);
    value = stepInto(value, step);
  }
  if (Array.isArray(value)) return true;
  const last = path.at(-1)!;
  if (!isPlainObject(value)) return false;
  return (
    Object.hasOwn(value, last) || (at !== undefined && 'type' in value && childSchema(at, last, value) !== undefined)
  );
}

function stepInto(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return (value as unknown[])[Number(step)];
  return isPlainObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
