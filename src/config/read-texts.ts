import type { z } from 'zod';
import { mapOrigins } from './map-origins.ts';
import { parseSource } from './parse.ts';
import { readText } from './read-text.ts';
import { toPlain, type Entry, type MapNode, type Node, type ScalarNode } from './tree.ts';
import { childSchema } from './walk-schema.ts';

/**
 * Gives each text that came from an environment variable the type that its key wants. Texts of keys that the schema
 * doesn't have stay texts. Parts of the tree without such texts are returned unchanged.
 */
export function readTexts(tree: MapNode, schema: z.ZodType): MapNode {
  return visit(tree, schema) as MapNode;
}

function visit(node: Node, schema: z.ZodType): Node {
  if (!hasRaw(node)) return node;
  if (node.kind === 'scalar') return readText(node, schema, () => flowOf(node)) ?? node;
  const plain = toPlain(node);
  const visitChild = (child: Node, key: string | number) => {
    const inner = childSchema(schema, key, plain);
    return inner ? visit(child, inner) : child;
  };
  if (node.kind === 'list') return { ...node, items: node.items.map(visitChild) };
  const entries = [...node.entries].map(([key, entry]): [string, Entry] => [
    key,
    { ...entry, node: visitChild(entry.node, key) },
  ]);
  return { ...node, entries: new Map(entries) };
}

/** The list or section in the variable, at the place of the reference. A text that isn't one stays as it is. */
function flowOf(node: ScalarNode): Node | undefined {
  const text = String(node.value);
  const flow = parseSource({ path: '', name: 'environment', text }, 'file', () => undefined);
  const isWhole = flow !== undefined && flow.kind !== 'scalar' && flow.origin.end === text.trimEnd().length;
  return isWhole ? { ...mapOrigins(flow, () => node.origin), before: node.before } : undefined;
}

const raw = new WeakMap<Node, boolean>();

function hasRaw(node: Node): boolean {
  if (node.kind === 'scalar') return node.raw === true;
  let found = raw.get(node);
  if (found === undefined) {
    found =
      node.kind === 'list' ? node.items.some(hasRaw) : [...node.entries.values()].some((entry) => hasRaw(entry.node));
    raw.set(node, found);
  }
  return found;
}
