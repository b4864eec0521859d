export type Leaf = string | number | boolean;

/**
 * The leaves of a configuration by dotted path: `optimizer.lr`, `augmentations.0.p`. A list of plain values is one
 * leaf, written `1, 2, 3`.
 */
export function leaves(path: string, value: unknown): [path: string, leaf: Leaf][] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[path, value]];
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null))
    return [[path, value.join(', ')]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(path === '' ? key : `${path}.${key}`, inner));
}
