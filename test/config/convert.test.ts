import test from 'ava';
import { parseDocument, type ParsedNode } from 'yaml';
import { convertDocument } from '../../src/config/convert.ts';
import { child, nodeAt, toPlain, whereIs, type Node } from '../../src/config/tree.ts';
import type { Problem } from '../../src/core/errors/index.ts';

function convert(text: string): { tree: Node | undefined; problems: readonly Problem[] } {
  const contents = parseDocument(text, { uniqueKeys: false, schema: 'core', intAsBigInt: true }).contents as ParsedNode;
  const problems: Problem[] = [];
  const source = { path: '/x.yaml', name: 'x.yaml', text };
  const tree = convertDocument(contents, source, 'file', (problem) => problems.push(problem));
  return { tree, problems };
}

/** `2:4 code message` of the only problem. */
function problemOf(text: string): string {
  const { tree, problems } = convert(text);
  const [{ code, message, where }] = problems as [Problem];
  return tree !== undefined || problems.length > 1
    ? 'no refusal'
    : `${where?.line}:${where?.column} ${code} ${message}`;
}

test('maps, lists and values become a tree of plain values', (t) => {
  const { tree, problems } = convert('a: {b: [1, x, null, true], c: }\n7: 1.5\n');
  t.deepEqual(problems, []);
  t.deepEqual(toPlain(tree!), { a: { b: [1, 'x', null, true], c: null }, 7: 1.5 });
  t.is(convert('').tree?.kind, 'scalar', 'an empty file is one value, null');
});

test('a value, its key and an empty value know their places', (t) => {
  const { tree } = convert('first: 1\nkey:\n  inner: [ab, cde]\nempty:\n');
  const inner = nodeAt(tree!, ['key', 'inner', 1])!;
  t.like(whereIs(inner.origin), { line: 3, column: 15, length: 3 });
  const { key } = (child(tree!, 'key') as Extract<Node, { kind: 'map' }>).entries.get('inner')!;
  t.like(whereIs(key), { line: 3, column: 3, length: 5 });
  t.is(whereIs(nodeAt(tree!, ['empty'])!.origin).line, 4);
  t.is(inner.origin.by, 'file');
});

test('an alias stands for the value of its anchor, at its own place', (t) => {
  const { tree } = convert('a: &one {x: [1, 2]}\nb: *one\nc: &two 3\nd: [*two, *one]\n');
  t.deepEqual(toPlain(tree!), { a: { x: [1, 2] }, b: { x: [1, 2] }, c: 3, d: [3, { x: [1, 2] }] });
  t.like(whereIs(nodeAt(tree!, ['b'])!.origin), { line: 2, column: 4 });
  t.like(whereIs(nodeAt(tree!, ['b', 'x'])!.origin), { line: 1, column: 13 }, 'what is within is where it is written');
});

test('an anchor that is set again counts from there on', (t) => {
  t.deepEqual(toPlain(convert('a: &n 1\nb: *n\nc: &n 2\nd: *n\n').tree!), { a: 1, b: 1, c: 2, d: 2 });
});

test('what a configuration may not say is refused at its place', (t) => {
  const cases = {
    'a: *none\n': '1:4 yaml-syntax expected an anchor above, got `*none`, which has none',
    'a: &x [*x]\n': '1:8 yaml-syntax expected an anchor above, got `*x`, which has none',
    'a: 1\nb: 2\na: 3\n': '3:1 yaml-unsafe expected each key once, got `a` again',
    'a: {__proto__: 1}\n': '1:5 yaml-unsafe expected the name of a setting, got `__proto__`',
    '? [a]\n: 1\n': '1:3 yaml-syntax expected a key that is a plain string',
    ': 1\n': '1:1 yaml-syntax expected a key that is a plain string',
  };
  for (const [text, expected] of Object.entries(cases)) t.is(problemOf(text), expected, text);
});

test('a repeated key is told with the line in which it was first', (t) => {
  const [problem] = convert('x: 0\na: 1\nb: 2\na: 3\n').problems;
  t.deepEqual(problem?.hints, ['it is written in line 2 already; remove one of them']);
});

test('aliases may not expand to more than 100,000 values; the outermost is named', (t) => {
  const tenfold = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(`*${of}`).join(', ')}]\n`;
  const lines = [
    `a: &a [${Array(10).fill('0').join(', ')}]\n`,
    tenfold('b', 'a'),
    tenfold('c', 'b'),
    tenfold('d', 'c'),
  ];
  // 11 + 111 + 1,111 + 11,111 values, 4 more for keys' maps: all fit.
  t.deepEqual(convert(lines.join('')).problems, []);
  t.regex(problemOf(lines.join('') + tenfold('e', 'd')), /^5:\d+ yaml-unsafe expected at most 100000 values/);
});
