import test from 'ava';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseSource } from '../../src/config/parse.ts';
import { toPlain, whereIs, nodeAt } from '../../src/config/tree.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { section, treeOf } from './_trees.ts';

test('values know their place', (t) => {
  const tree = treeOf('a:\n  b: 1\n  c: [x, yy]\n');
  t.like(whereIs(nodeAt(tree, ['a', 'b'])!.origin), { line: 2, column: 6, length: 1 });
  t.like(whereIs(nodeAt(tree, ['a', 'c', 1])!.origin), { line: 3, column: 10, length: 2 });
});

test('what is written as YAML is read back', (t) => {
  fc.assert(
    fc.property(section, (plain) => {
      t.deepEqual(toPlain(treeOf(stringify(plain))), plain);
      t.deepEqual(toPlain(treeOf(JSON.stringify(plain))), plain);
    }),
  );
});

test('any text is a tree or problems with places, and never an exception', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const problems: Problem[] = [];
      const tree = parseSource({ path: '/x.yaml', name: 'x.yaml', text }, 'file', (problem) => problems.push(problem));
      t.is(tree === undefined, problems.length > 0, text);
      t.true(problems.every(({ where }) => where?.line !== undefined));
    }),
    { numRuns: 500 },
  );
});
