import test from 'ava';
import { elementwise, elementwiseEach, inNumbers } from '../../../../src/engine/recording/kernels/elementwise.ts';
import { input } from './record.ts';

const call = (...operands: ReturnType<typeof input>[]) => ({
  inputs: Object.fromEntries(operands.map((operand, index) => ['abc'[index]!, operand])),
  attrs: { alpha: 0.5 },
});

test('shapes broadcast as in NumPy, over any number of operands', (t) => {
  const kernel = elementwise(['a', 'b', 'c'], inNumbers);
  const recording = kernel(call(input([4, 1, 3]), input([2, 1]), input([])))!;
  t.deepEqual(recording.outputs, [{ shape: [4, 2, 3], dtype: 'float32' }]);
  t.is(recording.operands.length, 3);
});

test('shapes that do not broadcast throw', (t) => {
  t.throws(() => elementwise(['a', 'b'], inNumbers)(call(input([2]), input([3]))), {
    message: /could not be broadcast/,
  });
});

test("the kernel's own attributes are kept beside the types", (t) => {
  const { attributes } = elementwise(['a'], inNumbers)(call(input([2], 'int32')))!;
  t.deepEqual(attributes, { alpha: 0.5, computeIn: 'int32', gives: 'int32' } as object);
});

test('each name of a list gets a kernel', (t) => {
  t.deepEqual(Object.keys(elementwiseEach(['Add', 'Sub'], ['a', 'b'], inNumbers)), ['Add', 'Sub']);
});
