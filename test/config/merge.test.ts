import test from 'ava';
import fc from 'fast-check';
import { mergeNodes, typeOf } from '../../src/config/merge.ts';
import { fromPlain, nodeAt, toPlain } from '../../src/config/tree.ts';
import { section, somewhere, treeOf } from './_trees.ts';

function merged(...texts: string[]): unknown {
  return toPlain(texts.map(treeOf).reduce((below, above) => mergeNodes(below, above) as typeof below));
}

test('sections merge key by key; lists and values replace', (t) => {
  t.deepEqual(merged('a: {b: 1, c: [1, 2]}\nd: 1', 'a: {c: [3]}\ne: 2'), { a: { b: 1, c: [3] }, d: 1, e: 2 });
});

test('another type replaces its section, the same or none merges', (t) => {
  t.deepEqual(merged('a: {type: x, p: 1}', 'a: {type: y, q: 2}'), { a: { type: 'y', q: 2 } });
  t.deepEqual(merged('a: {type: x, p: 1}', 'a: {type: x, q: 2}'), { a: { type: 'x', p: 1, q: 2 } });
  t.deepEqual(merged('a: {type: x, p: 1}', 'a: {q: 2}'), { a: { type: 'x', p: 1, q: 2 } });
  t.deepEqual(merged('a: {p: 1}', 'a: {type: x}'), { a: { p: 1, type: 'x' } });
});

test('what was there before is kept for explanations', (t) => {
  const [below, above] = [treeOf('a: 1'), treeOf('a: 2')];
  t.is(nodeAt(mergeNodes(below, above), ['a'])?.before, nodeAt(below, ['a']));
});

test('only a text under `type` is a type', (t) => {
  t.is(typeOf(treeOf('type: x')), 'x');
  t.is(typeOf(treeOf('type: 1')), undefined);
  t.is(typeOf(treeOf('a: x')), undefined);
});

/** With types, the middle file may take away what the first one says, so that grouping matters. */
const withoutTypes = section.filter((plain) => !JSON.stringify(plain).includes('"type"'));
const node = (plain: unknown) => fromPlain(plain, somewhere);

test('merging is associative where no file changes a type', (t) => {
  const merge = (a: unknown, b: unknown) => toPlain(mergeNodes(node(a), node(b)));
  fc.assert(
    fc.property(withoutTypes, withoutTypes, withoutTypes, (a, b, c) => {
      // A value between two sections would part them in one grouping only.
      const left = merge(merge(a, b), c);
      const right = merge(a, merge(b, c));
      if (!partsSections(a, b, c)) t.deepEqual(left, right);
    }),
  );
});

test('a file over itself, over nothing or under nothing is itself', (t) => {
  fc.assert(
    fc.property(section, (plain) => {
      t.deepEqual(toPlain(mergeNodes(node(plain), node(plain))), plain);
      t.deepEqual(toPlain(mergeNodes(node({}), node(plain))), plain);
      t.deepEqual(toPlain(mergeNodes(node(plain), node({}))), plain);
    }),
  );
});

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether somewhere `a` and `c` hold sections and `b` a value. */
function partsSections(a: unknown, b: unknown, c: unknown): boolean {
  if (!isSection(a) || !isSection(c) || b === undefined) return false;
  if (!isSection(b)) return true;
  return Object.keys(b).some((name) => partsSections(a[name], b[name], c[name]));
}
