import test from 'ava';
import { mapOrigins } from '../../src/config/map-origins.ts';
import { keyAt, nodeAt, toPlain } from '../../src/config/tree.ts';
import { treeOf } from './_trees.ts';

test('every key and value is given another place, and the content stays', (t) => {
  const tree = treeOf('a: {b: [1, {c: 2}]}\n');
  const moved = mapOrigins(tree, (origin) => ({ ...origin, by: 'axis', start: origin.start + 100 }));
  t.deepEqual(toPlain(moved), toPlain(tree));
  for (const path of [[], ['a'], ['a', 'b'], ['a', 'b', 0], ['a', 'b', 1], ['a', 'b', 1, 'c']]) {
    const [value, key] = [nodeAt(moved, path)!.origin, keyAt(moved, path)!];
    t.is(value.start, nodeAt(tree, path)!.origin.start + 100);
    t.is(key.start, keyAt(tree, path)!.start + 100);
    t.deepEqual([value.by, key.by], ['axis', 'axis']);
  }
});
