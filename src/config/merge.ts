import type { Entry, MapNode, Node, Path } from './tree.ts';

/**
 * `above` laid over `below`. Maps merge key by key; lists and values replace. A map that names another `type`
 * replaces as a whole, since parameters belong to their component.
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

/** The tree with another value at `path`, or without it if `change` gives undefined. The path's parents must exist. */
export function replaceAt(
  node: Node,
  path: Path,
  change: (old: Node | undefined) => Node | undefined,
): Node | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return change(node);
  if (node.kind === 'list') return { ...node, items: replaceItem(node.items, Number(key), rest, change) };
  if (node.kind !== 'map') throw new Error(`no key ${key} in a value`);
  return { ...node, entries: replaceEntry(node.entries, String(key), rest, change, node) };
}

function replaceEntry(
  entries: ReadonlyMap<string, Entry>,
  key: string,
  rest: Path,
  change: (old: Node | undefined) => Node | undefined,
  map: MapNode,
) {
  const old = entries.get(key);
  const node = old ? replaceAt(old.node, rest, change) : change(undefined);
  const result = new Map(entries);
  if (node) result.set(key, { key: old && rest.length > 0 ? old.key : (old?.key ?? node.origin ?? map.origin), node });
  else result.delete(key);
  return result;
}

function replaceItem(
  items: readonly Node[],
  index: number,
  rest: Path,
  change: (old: Node | undefined) => Node | undefined,
) {
  const old = items[index];
  const node = old ? replaceAt(old, rest, change) : change(undefined);
  return node ? items.with(index, node) : items.toSpliced(index, 1);
}
