import test from 'ava';
import { collectGraph, structureKey } from '../../../src/engine/onnxruntime/graph.ts';
import type { Kernel } from '../../../src/engine/onnxruntime/kernel.ts';
import { leaf, type Value } from '../../../src/engine/onnxruntime/value.ts';

const add: Kernel = { name: 'Add', record: () => undefined, lower: () => {} };
let order = 0;

function sum(a: Value, b: Value, attributes: object = {}): Value {
  const value: Value = { ...leaf(new Float32Array(2), [2], 'float32'), data: undefined };
  value.source = {
    order: order++,
    kernel: add,
    operands: [a, b].map((input) => ({ value: input, shape: input.shape })),
    attributes,
    outputs: [value],
  };
  return value;
}

const input = () => leaf(new Float32Array(2), [2], 'float32');

test('what no pending value needs is not in the graph', (t) => {
  const [a, b] = [input(), input()];
  const used = sum(a, b);
  sum(used, a);
  const result = sum(used, b);
  const graph = collectGraph([result]);
  t.deepEqual(graph.operations, [used.source!, result.source!]);
  t.deepEqual(graph.leaves, [a, b]);
  t.deepEqual(graph.outputs, [result]);
});

test('two recordings of the same computation have one key, other numbers or not', (t) => {
  const record = () => {
    const a = input();
    return structureKey(collectGraph([sum(sum(a, input()), a)]));
  };
  t.is(record(), record());
});

test('the key tells apart wiring, attributes and what is kept', (t) => {
  const [a, b] = [input(), input()];
  const inner = sum(a, b);
  const outer = sum(inner, b);
  const keys = [
    [outer],
    [inner, outer],
    [sum(sum(a, b), a)],
    [sum(sum(a, b, { pad: Infinity }), b)],
    [sum(sum(a, b, { pad: -Infinity }), b)],
  ];
  t.is(new Set(keys.map((values) => structureKey(collectGraph(values)))).size, keys.length);
});
