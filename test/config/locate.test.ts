import test from 'ava';
import { treeOf } from './_trees.ts';
import { locateIn } from '../../src/config/locate.ts';

test('a value is where it is written, and one that is not is where the section above it is', (t) => {
  const tree = treeOf('a:\n  b: 1\n  c: [2, 3]\n');
  t.like(locateIn(tree, ['a', 'b']), { line: 2, column: 6 });
  t.like(locateIn(tree, ['a', 'c', '1']), { line: 3, column: 10 });
  t.like(locateIn(tree, ['a', 'x', 'y']), { line: 2, column: 3 });
  t.is(locateIn(tree, ['z']), undefined);
});
