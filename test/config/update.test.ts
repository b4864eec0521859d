import test from 'ava';
import fc from 'fast-check';
import { child, fromPlain, keyAt, nodeAt, toPlain, type Node, type Path } from '../../src/config/tree.ts';
import { update } from '../../src/config/update.ts';
import { key, scalar, section, somewhere, treeOf } from './_trees.ts';

const tree = treeOf('a: {b: 1, c: 2}\nlist: [1, 2]\n');
const three = fromPlain(3, somewhere);

test('a value is written, with or without a new place of its key', (t) => {
  t.deepEqual(toPlain(update(tree, ['a', 'b'], () => three)), { a: { b: 3, c: 2 }, list: [1, 2] });
  t.is(
    keyAt(
      update(tree, ['a', 'b'], () => three),
      ['a', 'b'],
    ),
    keyAt(tree, ['a', 'b']),
  );
  const named = update(tree, ['a', 'b'], () => three, somewhere);
  t.is(keyAt(named, ['a', 'b']), somewhere);
  t.is(keyAt(named, ['a']), keyAt(tree, ['a']));
});

test('sections on the way are made where the place is named, laid over what was there', (t) => {
  const made = update(tree, ['x', 'y'], () => three, somewhere);
  t.deepEqual(toPlain(made), { a: { b: 1, c: 2 }, list: [1, 2], x: { y: 3 } });
  t.is(keyAt(made, ['x']), somewhere);
  const over = update(tree, ['a', 'b', 'c'], () => three, somewhere);
  t.deepEqual(toPlain(over), { a: { b: { c: 3 }, c: 2 }, list: [1, 2] });
  t.is(nodeAt(over, ['a', 'b'])?.before, nodeAt(tree, ['a', 'b']));
  t.throws(() => update(tree, ['a', 'b', 'c'], () => three), { message: 'no key c in a value' });
});

test('a list item is replaced, appended or taken away', (t) => {
  const list = (path: Path, change: () => Node | undefined) => toPlain(nodeAt(update(tree, path, change), ['list'])!);
  t.deepEqual(
    list(['list', '0'], () => three),
    [3, 2],
  );
  t.deepEqual(
    list(['list', '2'], () => three),
    [1, 2, 3],
  );
  t.deepEqual(
    list(['list', '1'], () => undefined),
    [1],
  );
});

test('a key is taken away', (t) => {
  t.deepEqual(toPlain(update(tree, ['a', 'b'], () => undefined)), { a: { c: 2 }, list: [1, 2] });
});

test('the change is given what stands there', (t) => {
  t.is(update(tree, ['a', 'b'], (old) => ({ ...three, before: old })).entries.get('a')?.node.kind, 'map');
  update(tree, ['a', 'b'], (old) => (t.is(old, nodeAt(tree, ['a', 'b'])), old));
  update(tree, ['a', 'z'], (old) => (t.is(old, undefined), three));
});

test('what is written is read back, and everything beside the path is the same', (t) => {
  const path = fc.array(key, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(section, path, scalar, (plain, to, value) => {
      const before = fromPlain(plain, somewhere);
      // An index of a list is no key: such paths are refused before anything is written.
      if (to.some((_, depth) => nodeAt(before, to.slice(0, depth))?.kind === 'list')) return;
      const written = fromPlain(value, somewhere);
      const after = update(before, to, () => written, somewhere);
      t.is(nodeAt(after, to), written);
      for (const depth of to.keys()) {
        const [old, now] = [nodeAt(before, to.slice(0, depth)), nodeAt(after, to.slice(0, depth))!];
        const siblings = old?.kind === 'map' ? [...old.entries.keys()].filter((name) => name !== to[depth]) : [];
        for (const name of siblings) t.is(child(now, name), child(old!, name));
        t.deepEqual(now.kind === 'map' && [...now.entries.keys()].filter((name) => name !== to[depth]), siblings);
      }
      t.deepEqual(toPlain(before), plain);
    }),
  );
});
