import test from 'ava';
import type { Layout } from '../../../src/engine/onnx/layout.ts';
import { Lowering } from '../../../src/engine/onnx/lowering.ts';
import { leaf, type Operand, sizeOf } from '../../../src/engine/recording/value.ts';

/** A value that is found in one layout, under the name `x`. */
function found(lowering: Lowering, shape: number[], layout: Layout = 'nhwc', name = 'x'): Operand {
  const value = leaf(new Float32Array(sizeOf(shape)), shape, 'float32');
  lowering.write(value, name, layout);
  return { value, shape };
}

/** Operators that lead to a name. */
const leadingTo = (lowering: Lowering, name: string) => {
  lowering.builder.rename(name, 'y');
  const { nodes } = lowering.builder.finish([], [{ name: 'y', type: 'float32', shape: [] }]);
  return nodes.map(({ operator, attributes }) => [operator, attributes['perm']].filter(Boolean));
};

test('a value is read where it is, and moved to the other layout once', (t) => {
  const lowering = new Lowering({ blockSize: 1 });
  const x = found(lowering, [2, 5, 7, 3]);
  t.is(lowering.read(x), 'x');
  const moved = lowering.read(x, 'nchw');
  t.is(lowering.read(x, 'nchw'), moved);
  t.deepEqual(leadingTo(lowering, moved), [['Transpose', [0, 3, 1, 2]]]);
});

test('a value in NCHW is moved back by the inverse', (t) => {
  const lowering = new Lowering({ blockSize: 1 });
  t.deepEqual(leadingTo(lowering, lowering.read(found(lowering, [2, 5, 7, 3], 'nchw'))), [['Transpose', [0, 2, 3, 1]]]);
});

for (const [shape, expected] of [
  [[2, 5, 7, 1], 'Reshape'],
  [[2, 1, 1, 3], 'Reshape'],
  [[1, 1, 2, 3], 'Transpose'],
] as const) {
  test(`the layout of [${shape.join()}] changes by ${expected}`, (t) => {
    const lowering = new Lowering({ blockSize: 1 });
    t.is(leadingTo(lowering, lowering.read(found(lowering, [...shape]), 'nchw'))[0]![0], expected);
  });
}

test('a view of another shape is reshaped from NHWC, once', (t) => {
  const lowering = new Lowering({ blockSize: 1 });
  const { value } = found(lowering, [2, 5, 7, 3], 'nchw');
  const view: Operand = { value, shape: [10, 21] };
  const name = lowering.read(view);
  t.is(lowering.read(view), name);
  t.deepEqual(leadingTo(lowering, name), [['Transpose', [0, 2, 3, 1]], ['Reshape']]);
});

test('what is reshaped twice is reshaped once, from what it was at first, and the same shape is the same name', (t) => {
  const lowering = new Lowering({ blockSize: 1 });
  const flat = lowering.reshape('x', [12]);
  const matrix = lowering.reshape(flat, [3, 4]);
  t.is(lowering.reshape('x', [3, 4]), matrix);
  t.is(lowering.reshape(matrix, [12]), flat);
  t.not(lowering.reshape('z', [12]), flat);
  t.deepEqual(leadingTo(lowering, matrix), [['Reshape']]);
});

test('what is made from a value is made once for each purpose and shape', (t) => {
  const lowering = new Lowering({ blockSize: 1 });
  const x = found(lowering, [2, 3]);
  let made = 0;
  const make = () => `made${made++}`;
  t.is(lowering.derived(x, 'order'), undefined);
  t.is(lowering.derive(x, 'order', make), 'made0');
  t.is(lowering.derive(x, 'order', make), 'made0');
  t.is(lowering.derived(x, 'order'), 'made0');
  t.is(lowering.derive(x, 'other order', make), 'made1');
  t.is(lowering.derive({ ...x, shape: [3, 2] }, 'order', make), 'made2');
});

test('a kernel that takes any layout works in that of its largest operands', (t) => {
  const lowering = new Lowering({ blockSize: 1 });
  const large = found(lowering, [2, 5, 7, 3], 'nchw', 'large');
  const small = found(lowering, [1, 1, 1, 3], 'nhwc', 'small');
  const vector = found(lowering, [3], 'nhwc', 'vector');
  t.is(lowering.layoutOf([small, large]), 'nchw');
  t.is(lowering.layoutOf([small, vector]), 'nhwc');
  lowering.read(large);
  t.is(lowering.layoutOf([large]), 'nhwc', 'once it is there in both, nothing has to move back');
});

test('what broadcasts against NCHW moves its axes as if it had four', (t) => {
  const lowering = new Lowering({ blockSize: 1 });
  const vector = found(lowering, [3]);
  t.deepEqual(leadingTo(lowering, lowering.readBroadcast(vector, 'nchw')), [['Reshape']]);
  t.is(lowering.readBroadcast(vector, 'nhwc'), 'x');
  t.is(lowering.readBroadcast(found(lowering, [1], 'nhwc', 'one'), 'nchw'), 'one', 'one number fits every layout');
});

test('a kernel that also works in blocks does so where its largest operands lie in them and all shapes fit', (t) => {
  const lowering = new Lowering({ blockSize: 8 });
  const blocks = found(lowering, [2, 5, 7, 16], 'blocked', 'blocks');
  const planes = found(lowering, [2, 5, 7, 16], 'nchw', 'planes');
  const weights = found(lowering, [1, 5, 7, 1], 'nhwc', 'weights');
  const few = found(lowering, [2, 1, 7, 3], 'nhwc', 'few');
  const shape = [2, 5, 7, 16];
  t.is(lowering.layoutOf([planes, blocks], [shape]), 'blocked');
  t.is(lowering.layoutOf([blocks, weights], [shape]), 'blocked', 'one channel broadcasts');
  t.is(lowering.layoutOf([planes, weights], [shape]), 'nchw');
  t.is(lowering.layoutOf([blocks, few], [shape]), 'nchw', 'an operand has no whole blocks');
  t.is(lowering.layoutOf([blocks], [[2, 5, 7, 12]]), 'nchw', 'the result has none');
  t.is(lowering.layoutOf([blocks], [[10, 7, 16]]), 'nchw', 'the result has other axes');
  t.is(lowering.layoutOf([blocks]), 'nchw', 'a kernel that asks for none gets none');
  lowering.read(blocks);
  t.is(lowering.layoutOf([blocks]), 'nhwc');
  t.is(lowering.layoutOf([blocks], [shape]), 'blocked', 'blocks are best even where the value is found elsewhere too');
});

for (const [blockSize, channels, expected] of [
  [8, 16, true],
  [8, 12, false],
  [1, 16, false],
] as const) {
  test(`${channels} channels ${expected ? 'are' : 'are not'} whole blocks of ${blockSize}`, (t) =>
    t.is(new Lowering({ blockSize }).wholeBlocks(channels), expected));
}

test('a vector broadcasts against blocks as blocks of one pixel', (t) => {
  const lowering = new Lowering({ blockSize: 8 });
  const name = lowering.readBroadcast(found(lowering, [16]), 'blocked');
  t.deepEqual(leadingTo(lowering, name), [['Reshape']]);
});
