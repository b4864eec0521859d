import type { Location } from '../core/errors/index.ts';
import { locate, type SourceText } from './source-text.ts';

/**
 * Who wrote a key or value, and where. A default that was written out, so that a part of it could be set, has the place
 * of what sets that part.
 */
export interface Origin {
  readonly by: 'file' | 'set' | 'axis' | 'default';
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** A configuration as it was written: values with their places. Trees are immutable; each stage returns a new one. */
export type Node = MapNode | ListNode | ScalarNode;

interface Written {
  readonly origin: Origin;
  /** The node that was here before another layer replaced it. */
  readonly before?: Node | undefined;
}
export interface MapNode extends Written {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
}
export interface Entry {
  readonly key: Origin;
  readonly node: Node;
}
export interface ListNode extends Written {
  readonly kind: 'list';
  readonly items: readonly Node[];
}
export interface ScalarNode extends Written {
  readonly kind: 'scalar';
  readonly value: Scalar;
  /** The text before interpolation. */
  readonly template?: string | undefined;
  /** The value is a text from outside of YAML, whose type depends on what its key wants (`readText`). */
  readonly raw?: true;
}
export type Scalar = string | number | boolean | null;
export type Path = readonly (string | number)[];

export function whereIs(origin: Origin): Location {
  return locate(origin.source, origin.start, origin.end);
}

export function child(node: Node, key: string | number): Node | undefined {
  if (node.kind === 'map') return node.entries.get(String(key))?.node;
  return node.kind === 'list' ? node.items[Number(key)] : undefined;
}

export function nodeAt(root: Node, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((node, key) => node && child(node, key), root);
}

/** The place of the key that names this path, or of the value where there is no key: list items and the root. */
export function keyAt(root: Node, path: Path): Origin | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (parent?.kind === 'map' && last !== undefined) return parent.entries.get(String(last))?.key;
  return nodeAt(root, path)?.origin;
}

const plainValues = new WeakMap<Node, unknown>();

/** Converts a tree to plain data. Parts that trees share are converted once, so the result must not be changed. */
export function toPlain(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  let plain = plainValues.get(node);
  if (plain === undefined) {
    plain = node.kind === 'list' ? node.items.map(toPlain) : mapToPlain(node);
    plainValues.set(node, plain);
  }
  return plain;
}

function mapToPlain(node: MapNode): unknown {
  const plain: Record<string, unknown> = {};
  for (const [key, entry] of node.entries) plain[key] = toPlain(entry.node);
  return plain;
}

/** Makes a tree of plain data, with the same place for all its values. */
export function fromPlain(value: unknown, origin: Origin): Node {
  if (Array.isArray(value)) return { kind: 'list', origin, items: value.map((item) => fromPlain(item, origin)) };
  if (typeof value !== 'object' || value === null) return { kind: 'scalar', origin, value: value as Scalar };
  const entries = Object.entries(value).map(
    ([key, item]) => [key, { key: origin, node: fromPlain(item, origin) }] as const,
  );
  return { kind: 'map', origin, entries: new Map(entries) };
}

export function withoutEntries(map: MapNode, drop: (key: string) => boolean): MapNode {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !drop(key))) };
}

/** A path as it is written in YAML and on the command line: `optimizer.lr`, `augmentations.0.p`. */
export function formatPath(path: Path): string {
  return path.join('.');
}

export function parsePath(text: string): string[] {
  return text.split('.');
}
