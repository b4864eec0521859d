import test from 'ava';
import fc from 'fast-check';
import {
  child,
  formatPath,
  fromPlain,
  keyAt,
  nodeAt,
  parsePath,
  toPlain,
  withoutEntries,
} from '../../src/config/tree.ts';
import { section, somewhere, treeOf } from './_trees.ts';

const tree = treeOf('a: {b: [1, {c: 2}]}\nd: 3\n');

test('a path leads through keys and indices', (t) => {
  t.is(nodeAt(tree, []), tree);
  t.is(toPlain(nodeAt(tree, ['a', 'b', 1, 'c'])!), 2);
  t.is(toPlain(nodeAt(tree, ['a', 'b', '0'])!), 1);
  t.is(nodeAt(tree, ['a', 'x', 'c']), undefined);
  t.is(child(nodeAt(tree, ['d'])!, 'x'), undefined);
});

test('a key has its place, an item and the root that of their value', (t) => {
  t.is(keyAt(tree, ['d'])?.start, 20);
  t.is(nodeAt(tree, ['d'])?.origin.start, 23);
  t.is(keyAt(tree, ['a', 'b', 0]), nodeAt(tree, ['a', 'b', 0])?.origin);
  t.is(keyAt(tree, []), tree.origin);
});

test('plain data as a tree is the same data, at one place', (t) => {
  fc.assert(
    fc.property(section, (plain) => {
      const made = fromPlain(plain, somewhere);
      t.deepEqual(toPlain(made), plain);
      t.is(made.origin, somewhere);
    }),
  );
});

test('entries are left out by name', (t) => {
  t.deepEqual(toPlain(withoutEntries(tree, (key) => key === 'a')), { d: 3 });
  t.deepEqual(Object.keys(toPlain(tree) as object), ['a', 'd']);
});

test('paths are written with dots', (t) => {
  t.is(formatPath(['a', 0, 'b']), 'a.0.b');
  t.deepEqual(parsePath('a.0.b'), ['a', '0', 'b']);
});
