import test from 'ava';
import {
  type Attributes,
  elementTypeOf,
  encodeModel,
  float,
  floats,
  type Model,
} from '../../../src/engine/onnx/model.ts';

const empty: Model = { nodes: [], initializers: [], inputs: [], outputs: [] };
const includes = (bytes: Uint8Array, part: readonly number[]) => Buffer.from(bytes).includes(Buffer.from(part));
const letters = (text: string) => [...Buffer.from(text)];
/** A field that holds bytes: its number, wire type 2, their length. */
const field = (number: number, bytes: readonly number[]) => [(number << 3) | 2, bytes.length, ...bytes];

test('a model says its format and the versions of its operators', (t) => {
  t.deepEqual(
    [...encodeModel(empty)],
    [
      ...[0x08, 10],
      ...field(2, letters('tessera')),
      ...field(7, field(2, letters('tessera'))),
      ...field(8, [...field(1, []), 0x10, 21]),
    ],
  );
});

test('an older version of the operators has the older version of the format', (t) => {
  const bytes = encodeModel({ ...empty, operatorSet: 18 });
  t.deepEqual([...bytes.subarray(0, 2)], [0x08, 8]);
  t.true(includes(bytes, field(8, [...field(1, []), 0x10, 18])));
});

test('operators of others are declared where there are some', (t) => {
  const node = { operator: 'FusedConv', inputs: ['x'], outputs: ['y'], attributes: {} };
  const bytes = encodeModel({ ...empty, nodes: [{ ...node, domain: 'com.microsoft' }] });
  t.true(includes(bytes, field(8, [...field(1, letters('com.microsoft')), 0x10, 1])));
  t.false(includes(bytes, letters('com.microsoft.nchwc')));
});

test('metadata are entries of text', (t) => {
  const bytes = encodeModel({ ...empty, metadata: { key: 'said' } });
  t.true(includes(bytes, field(14, [...field(1, letters('key')), ...field(2, letters('said'))])));
});

test('a size that each call may choose has a name in place of a number', (t) => {
  const bytes = encodeModel({ ...empty, inputs: [{ name: 'x', type: 'uint8', shape: ['batch', 3] }] });
  const shape = [...field(1, field(2, letters('batch'))), ...field(1, [0x08, 3])];
  t.true(includes(bytes, field(1, [0x08, 2, ...field(2, shape)])), 'uint8 is 2');
});

// AttributeProto: name = 1, f = 2, i = 3, s = 4, floats = 7, ints = 8, type = 20, whose tag takes two bytes.
for (const [what, value, expected] of [
  ['a whole number', 3, [0x18, 3, 0xa0, 1, 2]],
  ['a float', float(0.5), [0x15, 0, 0, 0, 0x3f, 0xa0, 1, 1]],
  ['a text', 'nearest', [...field(4, letters('nearest')), 0xa0, 1, 3]],
  ['a list of floats', floats([0.5, 0]), [0x3d, 0, 0, 0, 0x3f, 0x3d, 0, 0, 0, 0, 0xa0, 1, 6]],
  ['a list of whole numbers', [2, 1], [0x40, 2, 0x40, 1, 0xa0, 1, 7]],
] as const) {
  test(`an attribute that is ${what} is encoded with its type`, (t) => {
    const attributes: Attributes = { a: value };
    const bytes = encodeModel({
      ...empty,
      nodes: [{ operator: 'Relu', domain: '', inputs: ['x'], outputs: ['y'], attributes }],
    });
    t.true(includes(bytes, field(5, [...field(1, letters('a')), ...expected])));
  });
}

test('a node is encoded with its operator, domain, inputs and outputs, and named after its first output', (t) => {
  const bytes = encodeModel({
    ...empty,
    nodes: [{ operator: 'Mul', domain: 'com.microsoft', inputs: ['a', 'b'], outputs: ['y'], attributes: {} }],
  });
  const node = [
    ...field(1, letters('a')),
    ...field(1, letters('b')),
    ...field(2, letters('y')),
    ...field(3, letters('Mul:y')),
    ...field(4, letters('Mul')),
    ...field(7, letters('com.microsoft')),
  ];
  t.true(includes(bytes, field(1, node)));
});

test('a constant has its shape, type, name and bytes', (t) => {
  const bytes = encodeModel({
    ...empty,
    initializers: [{ name: 'c', type: 'int32', shape: [1, 2], bytes: Uint8Array.of(7, 0, 0, 0, 8, 0, 0, 0) }],
  });
  const tensor = [...[0x08, 1, 0x08, 2, 0x10, 6], ...field(8, letters('c')), ...field(9, [7, 0, 0, 0, 8, 0, 0, 0])];
  t.true(includes(bytes, field(5, tensor)));
});

test('an input has its type and each length of its shape', (t) => {
  const bytes = encodeModel({ ...empty, inputs: [{ name: 'x', type: 'bool', shape: [2, 3] }] });
  const shape = field(2, [...field(1, [0x08, 2]), ...field(1, [0x08, 3])]);
  t.true(includes(bytes, field(11, [...field(1, letters('x')), ...field(2, field(1, [0x08, 9, ...shape]))])));
});

test('an open model tells no sizes, and a caller may replace its constants', (t) => {
  const port = { name: 'x', type: 'bool', shape: [2, 3] } as const;
  const constant = { name: 'c', type: 'int32', shape: [1], bytes: Uint8Array.of(7, 0, 0, 0) } as const;
  const bytes = encodeModel(
    { ...empty, inputs: [port], outputs: [{ ...port, name: 'y' }], initializers: [constant] },
    { open: true },
  );
  const without = (name: string, type: number) => [...field(1, letters(name)), ...field(2, field(1, [0x08, type]))];
  t.true(includes(bytes, field(11, without('x', 9))));
  t.true(includes(bytes, field(11, without('c', 6))));
  t.true(includes(bytes, field(12, without('y', 9))));
});

test('types of TensorFlow.js have the same names, but for those that no graph computes with', (t) => {
  t.deepEqual((['float32', 'int32', 'bool'] as const).map(elementTypeOf), ['float32', 'int32', 'bool']);
  t.throws(() => elementTypeOf('string'), { message: /got string, which no ONNX graph computes with/ });
  t.throws(() => elementTypeOf('complex64'), { message: /got complex64/ });
});
