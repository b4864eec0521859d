import type { MapNode, Node } from './tree.ts';

/**
 * Merges `above` over `below`. Maps merge key by key; lists and plain values replace. A map that names another `type`
 * replaces the whole map below, since parameters belong to their component.
 */
export function mergeNodes(below: Node, above: Node): Node {
  if (below.kind !== 'map' || above.kind !== 'map' || typeChanges(below, above)) return { ...above, before: below };
  const entries = new Map(below.entries);
  for (const [key, entry] of above.entries) {
    const old = entries.get(key);
    entries.set(key, old ? { key: entry.key, node: mergeNodes(old.node, entry.node) } : entry);
  }
  return { kind: 'map', origin: above.origin, entries, before: below.before };
}

function typeChanges(below: MapNode, above: MapNode): boolean {
  const [old, now] = [typeOf(below), typeOf(above)];
  return old !== undefined && now !== undefined && old !== now;
}

export function typeOf(node: Node): string | undefined {
  const type = node.kind === 'map' ? node.entries.get('type')?.node : undefined;
  return type?.kind === 'scalar' && typeof type.value === 'string' ? type.value : undefined;
}
