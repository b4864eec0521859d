import test from 'ava';
import { Lowering } from '../../../src/engine/onnx/lowering.ts';
import { leaf, type Operand, sizeOf } from '../../../src/engine/recording/value.ts';

/** A value that is found in one layout, under the name `x`. */
function found(lowering: Lowering, shape: number[], layout: 'nhwc' | 'nchw' = 'nhwc', name = 'x'): Operand {
  const value = leaf(new Float32Array(sizeOf(shape)), shape, 'float32');
  lowering.write(value, name, layout);
  return { value, shape };
}

/** Operators that lead to a name. */
const leadingTo = (lowering: Lowering, name: string) => {
  lowering.builder.rename(name, 'y');
  const { nodes } = lowering.builder.finish([], [{ name: 'y', type: 'float32', shape: [] }]);
  return nodes.slice(0, -1).map(({ operator, attributes }) => [operator, attributes['perm']].filter(Boolean));
};

test('a value is read where it is, and moved to the other layout once', (t) => {
  const lowering = new Lowering();
  const x = found(lowering, [2, 5, 7, 3]);
  t.is(lowering.read(x), 'x');
  const moved = lowering.read(x, 'nchw');
  t.is(lowering.read(x, 'nchw'), moved);
  t.deepEqual(leadingTo(lowering, moved), [['Transpose', [0, 3, 1, 2]]]);
});

test('a value in NCHW is moved back by the inverse', (t) => {
  const lowering = new Lowering();
  t.deepEqual(leadingTo(lowering, lowering.read(found(lowering, [2, 5, 7, 3], 'nchw'))), [['Transpose', [0, 2, 3, 1]]]);
});

for (const [shape, expected] of [
  [[2, 5, 7, 1], 'Reshape'],
  [[2, 1, 1, 3], 'Reshape'],
  [[1, 1, 2, 3], 'Transpose'],
] as const) {
  test(`the layout of [${shape.join()}] changes by ${expected}`, (t) => {
    const lowering = new Lowering();
    t.is(leadingTo(lowering, lowering.read(found(lowering, [...shape]), 'nchw'))[0]![0], expected);
  });
}

test('a view of another shape is reshaped from NHWC, once', (t) => {
  const lowering = new Lowering();
  const { value } = found(lowering, [2, 5, 7, 3], 'nchw');
  const view: Operand = { value, shape: [10, 21] };
  const name = lowering.read(view);
  t.is(lowering.read(view), name);
  t.deepEqual(leadingTo(lowering, name), [['Transpose', [0, 2, 3, 1]], ['Reshape']]);
});

test('what is made from a value is made once for each purpose and shape', (t) => {
  const lowering = new Lowering();
  const x = found(lowering, [2, 3]);
  let made = 0;
  const make = () => `made${made++}`;
  t.is(lowering.derive(x, 'order', make), 'made0');
  t.is(lowering.derive(x, 'order', make), 'made0');
  t.is(lowering.derive(x, 'other order', make), 'made1');
  t.is(lowering.derive({ ...x, shape: [3, 2] }, 'order', make), 'made2');
});

test('a kernel that takes any layout works in that of its largest operands', (t) => {
  const lowering = new Lowering();
  const large = found(lowering, [2, 5, 7, 3], 'nchw', 'large');
  const small = found(lowering, [1, 1, 1, 3], 'nhwc', 'small');
  const vector = found(lowering, [3], 'nhwc', 'vector');
  t.is(lowering.layoutOf([small, large]), 'nchw');
  t.is(lowering.layoutOf([small, vector]), 'nhwc');
  lowering.read(large);
  t.is(lowering.layoutOf([large]), 'nhwc', 'once it is there in both, nothing has to move back');
});

test('what broadcasts against NCHW moves its axes as if it had four', (t) => {
  const lowering = new Lowering();
  const vector = found(lowering, [3]);
  t.deepEqual(leadingTo(lowering, lowering.readBroadcast(vector, 'nchw')), [['Reshape'], ['Reshape']]);
  t.is(lowering.readBroadcast(vector, 'nhwc'), 'x');
  t.is(lowering.readBroadcast(found(lowering, [1], 'nhwc', 'one'), 'nchw'), 'one', 'one number fits every layout');
});
