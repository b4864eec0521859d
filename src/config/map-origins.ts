import type { Node, Origin } from './tree.ts';

/** Returns the tree with its places changed. The values that it replaced (`before`) keep theirs. */
export function mapOrigins(node: Node, change: (origin: Origin) => Origin): Node {
  const origin = change(node.origin);
  if (node.kind === 'scalar') return { ...node, origin };
  if (node.kind === 'list') return { ...node, origin, items: node.items.map((item) => mapOrigins(item, change)) };
  const entries = [...node.entries].map(
    ([name, entry]) => [name, { key: change(entry.key), node: mapOrigins(entry.node, change) }] as const,
  );
  return { ...node, origin, entries: new Map(entries) };
}
