import test from 'ava';
import { GraphBuilder } from '../../../src/engine/onnx/graph-builder.ts';

const port = (name: string) => ({ name, type: 'float32', shape: [2] }) as const;

test('nodes that no output needs are left out, and so are their constants', (t) => {
  const builder = new GraphBuilder();
  const used = builder.node('Relu', ['x']);
  builder.node('Add', ['x', builder.scalar(7, 'float32')]);
  builder.rename(used, 'y');
  const model = builder.finish([port('x')], [port('y')]);
  t.deepEqual(
    model.nodes.map(({ operator }) => operator),
    ['Relu'],
  );
  t.deepEqual(model.initializers, []);
});

test('a node gives its output the name of the result, and what is two results or none of a node is copied', (t) => {
  const builder = new GraphBuilder();
  const made = builder.node('Relu', ['x']);
  const next = builder.node('Neg', [made]);
  for (const [from, to] of [
    [made, 'a'],
    [made, 'b'],
    [next, 'c'],
    ['x', 'd'],
  ] as const)
    builder.rename(from, to);
  t.deepEqual(
    builder
      .finish([port('x')], ['a', 'b', 'c', 'd'].map(port))
      .nodes.map((node) => [node.operator, node.inputs[0], node.outputs[0]]),
    [
      ['Relu', 'x', 'a'],
      ['Neg', 'a', 'c'],
      ['Identity', 'a', 'b'],
      ['Identity', 'x', 'd'],
    ],
  );
});

test('results that need the longest chain come first, so that ONNX Runtime starts with the others', (t) => {
  const builder = new GraphBuilder();
  const shared = builder.node('Relu', ['x']);
  const soon = builder.node('Neg', [shared]);
  const late = builder.node('Abs', [builder.node('Exp', [shared])]);
  const latest = builder.node('Abs', [builder.node('Floor', [builder.node('Log', [shared])])]);
  for (const [from, to] of [
    [late, 'late'],
    [latest, 'latest'],
    [soon, 'soon'],
    [shared, 'taken by others'],
  ] as const)
    builder.rename(from, to);
  const outputs = ['late', 'latest', 'soon', 'taken by others'].map(port);
  t.deepEqual(
    builder
      .finish([port('x')], outputs)
      .nodes.flatMap((node) => node.outputs)
      .slice(-3),
    ['latest', 'late', 'soon'],
  );
});

test('equal constants are stored once, those of another type or shape apart', (t) => {
  const builder = new GraphBuilder();
  t.is(builder.integers([1, 2]), builder.integers([1, 2]));
  t.not(builder.integers([1, 2]), builder.integers([1, 2], [2, 1]));
  t.not(builder.scalar(0, 'int32'), builder.scalar(0, 'float32'));
});

test('an operator of another domain is named with it', (t) => {
  const builder = new GraphBuilder();
  builder.rename(builder.node('com.microsoft.FusedMatMul', ['a', 'b'], { transA: 1 }), 'y');
  const [node] = builder.finish([], [port('y')]).nodes;
  t.is(node!.operator, 'FusedMatMul');
  t.is(node!.domain, 'com.microsoft');
  t.deepEqual(node!.attributes, { transA: 1 });
});

test('a node of several outputs is kept when one of them is needed', (t) => {
  const builder = new GraphBuilder();
  const [, second] = builder.nodes('Split', ['x'], { axis: 0 }, 2);
  builder.rename(second!, 'y');
  t.is(builder.finish([port('x')], [port('y')]).nodes[0]!.outputs.length, 2);
});

test('constants are little-endian bytes of their type', (t) => {
  const builder = new GraphBuilder();
  builder.rename(builder.node('Concat', [builder.integers([-1]), builder.scalar(1, 'float64')]), 'y');
  const [long, double] = builder.finish([], [port('y')]).initializers;
  t.deepEqual([...long!.bytes], [255, 255, 255, 255, 255, 255, 255, 255]);
  t.deepEqual([...double!.bytes], [0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
});
