import test from 'ava';
import { Parser } from 'yaml';
import { findDeepLine, findDeepToken } from '../../src/config/yaml-depth.ts';

test('brackets and dashes of one line that nest too deep are found before parsing', (t) => {
  t.is(findDeepLine('a: [[[1]]]', 3), undefined);
  t.is(findDeepLine('a: [[[[1]]]]', 3), 6);
  t.is(findDeepLine('a: {b: [1]}\nc: [[1]]', 2), undefined);
  t.is(findDeepLine('a: 1\n- - - x', 3), undefined);
  t.is(findDeepLine('a: 1\n- - - - x', 3), 5);
});

test('indentation that nests too deep is found in the tokens', (t) => {
  const nested = (levels: number) => Array.from({ length: levels }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
  const find = (levels: number) => findDeepToken([...new Parser().parse(nested(levels))], 5);
  t.is(find(4), undefined);
  t.is(typeof find(9), 'number');
});
