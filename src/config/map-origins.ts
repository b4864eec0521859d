import type { Node, Origin } from './tree.ts';

/** The tree as if its keys and values stood elsewhere. What they were laid over keeps its places. */
export function mapOrigins(node: Node, change: (origin: Origin) => Origin): Node {
  const origin = change(node.origin);
  if (node.kind === 'scalar') return { ...node, origin };
  if (node.kind === 'list') return { ...node, origin, items: node.items.map((item) => mapOrigins(item, change)) };
  const entries = [...node.entries].map(
    ([name, entry]) => [name, { key: change(entry.key), node: mapOrigins(entry.node, change) }] as const,
  );
  return { ...node, origin, entries: new Map(entries) };
}
