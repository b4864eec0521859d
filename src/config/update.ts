import type { Entry, ListNode, MapNode, Node, Origin, Path } from './tree.ts';

/** Gets the node at a place (undefined if there is none) and returns the one to put there (undefined removes it). */
export type Change = (old: Node | undefined) => Node | undefined;

/**
 * Returns the tree with another value at `path`. With `key`, the place that names the path: it becomes the place of the
 * value's key, sections missing on the way are made, and a plain value in their way is kept as what was there before.
 * Without `key`, the sections on the way must exist. In a list, a part of the path is an item's index; the list's
 * length appends an item.
 */
export function update<T extends Node>(root: T, path: Path, change: Change, key?: Origin): T {
  return updateAt(root, path, change, key) as T;
}

function updateAt(node: Node | undefined, [part, ...rest]: Path, change: Change, key?: Origin): Node | undefined {
  if (part === undefined) return change(node);
  const inner: Change = (old) => updateAt(old, rest, change, key);
  if (node?.kind === 'list') return updateItem(node, Number(part), inner);
  const section = node?.kind === 'map' ? node : key && emptySection(key, node);
  if (!section) throw new Error(`no key ${part} in a value`);
  return updateEntry(section, String(part), inner, (old) => (rest.length === 0 ? (key ?? old) : (old ?? key)));
}

function emptySection(origin: Origin, before: Node | undefined): MapNode {
  return { kind: 'map', origin, entries: new Map(), before };
}

function updateItem(list: ListNode, index: number, change: Change): ListNode {
  const item = change(list.items[index]);
  if (!item) return { ...list, items: list.items.toSpliced(index, 1) };
  return { ...list, items: index < list.items.length ? list.items.with(index, item) : [...list.items, item] };
}

function updateEntry(
  map: MapNode,
  name: string,
  change: Change,
  placeOfKey: (old: Origin | undefined) => Origin | undefined,
): MapNode {
  const old = map.entries.get(name);
  const node = change(old?.node);
  const entries = new Map<string, Entry>(map.entries);
  if (node) entries.set(name, { key: placeOfKey(old?.key) ?? node.origin, node });
  else entries.delete(name);
  return { ...map, entries };
}
