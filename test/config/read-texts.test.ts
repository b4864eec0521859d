import test from 'ava';
import { z } from 'zod';
import { readTexts } from '../../src/config/read-texts.ts';
import { child, nodeAt, toPlain, type MapNode, type Node } from '../../src/config/tree.ts';
import { treeOf } from './_trees.ts';

/** The tree with all its texts marked as coming from outside of YAML. */
function asRaw(node: Node): Node {
  if (node.kind === 'scalar') return typeof node.value === 'string' ? { ...node, raw: true } : node;
  if (node.kind === 'list') return { ...node, items: node.items.map(asRaw) };
  const entries = [...node.entries].map(([key, entry]) => [key, { ...entry, node: asRaw(entry.node) }] as const);
  return { ...node, entries: new Map(entries) };
}

const loss = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('a'), x: z.number() }),
  z.strictObject({ type: z.literal('b'), x: z.string() }),
]);
const schema = z.strictObject({ loss, sizes: z.array(z.int()), names: z.array(z.string()) });
const read = (text: string) => readTexts(asRaw(treeOf(text)) as MapNode, schema);

test('each text gets the type that its own key wants', (t) => {
  t.deepEqual(toPlain(read('loss: {type: a, x: "1.10"}\nsizes: ["1", "2"]\nnames: ["1", "2"]')), {
    loss: { type: 'a', x: 1.1 },
    sizes: [1, 2],
    names: ['1', '2'],
  });
});

test('the type of a component may come from outside too, and decides about its parameters', (t) => {
  t.deepEqual(toPlain(read('loss: {type: b, x: "1.10"}')), { loss: { type: 'b', x: '1.10' } });
});

test('a whole list may come from outside; its items have the place of the reference', (t) => {
  const tree = read('sizes: "[1, 2]"');
  t.deepEqual(toPlain(tree), { sizes: [1, 2] });
  t.deepEqual(nodeAt(tree, ['sizes', 1])?.origin, nodeAt(tree, ['sizes'])?.origin);
  t.is(nodeAt(tree, ['sizes'])?.origin.source.name, 'x.yaml');
});

test('what is only partly a list stays a text', (t) => {
  t.deepEqual(toPlain(read('sizes: "[1, 2] # two"')), { sizes: '[1, 2] # two' });
  t.deepEqual(toPlain(read('sizes: "[1, 2"')), { sizes: '[1, 2' });
});

test('keys that the schema lacks, and texts of the file itself, are left alone', (t) => {
  t.deepEqual(toPlain(read('other: "1"')), { other: '1' });
  const tree = treeOf('sizes: ["1"]');
  t.is(readTexts(tree, schema), tree);
  t.is(child(tree, 'sizes'), child(readTexts(tree, schema), 'sizes'));
});
