import type { Location } from '../core/errors/index.ts';
import { nodeAt, whereIs, type MapNode } from './tree.ts';

/** Where the value of a path was written. For a default, where the nearest section above it was. */
export function locateIn(tree: MapNode, path: readonly string[]): Location | undefined {
  const node = nodeAt(tree, path);
  if (node) return whereIs(node.origin);
  return path.length > 1 ? locateIn(tree, path.slice(0, -1)) : undefined;
}
