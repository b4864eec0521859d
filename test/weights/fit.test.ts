import test from 'ava';
import type { StoredArray } from '../../src/weights/dtypes.ts';
import { bestNames, fit } from '../../src/weights/fit.ts';
import { kerasLayout, pytorchLayout } from '../../src/weights/layout.ts';

const stored = (shape: number[], first = 0): StoredArray => ({
  dtype: 'F32',
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, index) => first + index),
});

test('what fits is given in the layout of the module, by its names', (t) => {
  const wanted = [{ name: 'conv.weight', inFile: 'c.weight', shape: [1, 2, 1, 3] }];
  // OIHW [3, 1, 1, 2]: output o has the values 2 * o and 2 * o + 1.
  const { fitting, ...rest } = fit(wanted, new Map([['c.weight', stored([3, 1, 1, 2])]]), pytorchLayout);
  t.deepEqual([...fitting], [['conv.weight', { shape: [1, 2, 1, 3], data: Float32Array.of(0, 2, 4, 1, 3, 5) }]]);
  t.deepEqual(rest, { missing: [], misshapen: [], unexpected: [] });
});

test('what is missing, misshapen or left over is named as the file names it, with the shapes of the file', (t) => {
  const wanted = [
    { name: 'a', inFile: 'A', shape: [3, 3, 2, 4] },
    { name: 'b', inFile: 'B', shape: [2, 5] },
    { name: 'c', inFile: 'C', shape: [7] },
  ];
  const tensors = new Map([
    ['B', stored([2, 5])],
    ['C', stored([7])],
    ['D', stored([1])],
  ]);
  const result = fit(wanted, tensors, pytorchLayout);
  t.deepEqual(result.missing, [{ name: 'A', expected: [4, 2, 3, 3] }]);
  t.deepEqual(result.misshapen, [{ name: 'B', expected: [5, 2], got: [2, 5] }]);
  t.deepEqual(result.unexpected, ['D']);
  t.deepEqual([...result.fitting.keys()], ['c']);
});

test('a depthwise kernel of Keras has its channels third', (t) => {
  const wanted = [{ name: 'a', inFile: 'x/depthwise_kernel', shape: [3, 3, 1, 4] }];
  const tensors = new Map([['x/depthwise_kernel', stored([3, 3, 4, 1])]]);
  t.deepEqual(fit(wanted, tensors, kerasLayout).fitting.get('a')?.shape, [3, 3, 1, 4]);
  t.deepEqual(fit(wanted, new Map(), kerasLayout).missing[0]?.expected, [3, 3, 4, 1]);
});

test('the names are those that most tensors of the file have, the first of equals', (t) => {
  const own = new Map([
    ['a', [1]],
    ['b', [2]],
  ]);
  const [same, upper] = [(name: string) => name, (name: string) => name.toUpperCase()];
  const chosen = (...names: string[]) =>
    bestNames(own, [same, upper], new Map(names.map((name) => [name, 0]))).map(({ inFile }) => inFile);
  t.deepEqual(chosen('A', 'B', 'a'), ['A', 'B']);
  t.deepEqual(chosen('a', 'B'), ['a', 'b']);
  t.deepEqual(chosen(), ['a', 'b']);
});
