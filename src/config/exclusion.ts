import type { z } from 'zod';
import { isPlainObject } from '../core/plain-object.ts';
import { canonical } from './canonical.ts';
import type { Override } from './override.ts';
import { toPlain, type MapNode } from './tree.ts';
import { schemaAlong } from './walk-schema.ts';

/** Whether a point has all the values of an entry of `sweep.exclude`, defaults included. */
export function isExcluded(tree: MapNode, schema: z.ZodType, entry: readonly Override[]): boolean {
  const plain = toPlain(tree);
  return entry.every(({ path, value }) => {
    const { fallback } = schemaAlong(schema, path, plain);
    return agrees(toPlain(value), valueAt(plain, path) ?? fallback);
  });
}

/** A section agrees with one that has its keys and perhaps more; `null` with a key that is absent. */
function agrees(expected: unknown, actual: unknown): boolean {
  if (isPlainObject(expected))
    return isPlainObject(actual) && Object.keys(expected).every((key) => agrees(expected[key], actual[key]));
  return canonical(expected ?? null) === canonical(actual ?? null);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (isPlainObject(at) || Array.isArray(at) ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );
}
