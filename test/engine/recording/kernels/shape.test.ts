import test from 'ava';
import { input, record, results } from './record.ts';

const x = input([2, 5, 7, 3]);

for (const [name, attrs, expected] of [
  ['Transpose', { perm: [3, 0, 2, 1] }, '3,2,7,5'],
  ['Tile', { reps: [1, 2, 1, 3] }, '2,10,7,9'],
  ['Slice', { begin: [0, 1, 2, 1], size: [2, 3, -1, 2] }, '2,3,5,2'],
  ['Reverse', { dims: [1] }, '2,5,7,3'],
] as const) {
  test(`${name} of [2,5,7,3] is [${expected}]`, (t) => {
    t.deepEqual(results(name, { x }, attrs), [`float32[${expected}]`]);
  });
}

test('a slice is recorded from begin to end', (t) => {
  const attrs = { begin: [0, 1, 2, 1], size: [2, 3, -1, 2] };
  t.deepEqual(record('Slice', { x }, attrs)!.attributes, { begin: [0, 1, 2, 1], end: [2, 4, 7, 3] });
  t.throws(() => record('Slice', { x }, { begin: [0, 3, 0, 0], size: [2, 3, 7, 3] }), {
    message: /would overflow input\.shape\[1\]/,
  });
});

test('a strided slice rounds up, and an axis that is shrunk goes', (t) => {
  const attrs = { begin: [1, 0], end: [2, 5], strides: [1, 2], ...{ beginMask: 0, endMask: 0, ellipsisMask: 0 } };
  t.deepEqual(results('StridedSlice', { x }, { ...attrs, newAxisMask: 0, shrinkAxisMask: 0 }), ['float32[1,3,7,3]']);
  t.deepEqual(results('StridedSlice', { x }, { ...attrs, newAxisMask: 0, shrinkAxisMask: 1 }), ['float32[3,7,3]']);
});

test('joining adds the lengths of an axis; what is empty is no operand', (t) => {
  const [a, b] = [input([2, 3]), input([2, 4])];
  t.deepEqual(results('Concat', [a, b], { axis: -1 }), ['float32[2,7]']);
  const { operands, attributes } = record('Concat', [a, input([2, 0]), b], { axis: 1 })!;
  t.is(operands.length, 2);
  t.is(operands[1], b);
  t.deepEqual(attributes, { axis: 1 });
  t.deepEqual(results('Concat', [input([2, 0]), input([2, 0])], { axis: 1 }), ['float32[2,0]']);
});

test('stacking makes a new axis, unstacking takes it away', (t) => {
  t.deepEqual(results('Pack', [input([2, 3], 'int32'), input([2, 3], 'int32')], { axis: 1 }), ['int32[2,2,3]']);
  t.deepEqual(results('Unpack', { value: input([2, 4]) }, { axis: -1 }), Array<string>(4).fill('float32[2]'));
  t.true(record('Unpack', { value: input([1, 4]) }, { axis: 0 })!.list, 'one part is a list too');
});

test('a split takes a count or sizes, of which one may be what is left', (t) => {
  const six = input([2, 6]);
  t.deepEqual(results('SplitV', { x: six }, { numOrSizeSplits: 3, axis: 1 }), Array<string>(3).fill('float32[2,2]'));
  const sized = record('SplitV', { x: six }, { numOrSizeSplits: [1, -1, 2], axis: -1 })!;
  t.deepEqual(sized.attributes, { axis: 1, sizes: [1, 3, 2] });
  t.true(sized.list);
});

test('padding grows each axis by what is before and after it', (t) => {
  const paddings = [
    [0, 1],
    [2, 3],
  ];
  const { outputs, attributes } = record('PadV2', { x: input([4, 5]) }, { paddings, constantValue: 7 })!;
  t.deepEqual(outputs, [{ shape: [5, 10], dtype: 'float32' }]);
  t.deepEqual(attributes, { before: [0, 2], after: [1, 3], value: 7 });
});

test('mirrored padding without the border is recorded, with it left to another backend', (t) => {
  const paddings = [
    [0, 1],
    [2, 3],
  ];
  const { outputs, attributes } = record('MirrorPad', { x: input([4, 5]) }, { paddings, mode: 'reflect' })!;
  t.deepEqual(outputs, [{ shape: [5, 10], dtype: 'float32' }]);
  t.deepEqual(attributes, { pads: [0, 2, 1, 3] });
  t.is(record('MirrorPad', { x: input([4, 5]) }, { paddings, mode: 'symmetric' }), undefined);
});
