import test from 'ava';
import { input, record, results } from './record.ts';

const x = input([2, 7, 6, 3]);
const attrs = { filterSize: [3, 2], strides: [2, 2], pad: 'valid' };

for (const name of ['MaxPool', 'AvgPool'] as const) {
  test(`${name} keeps batch and channels`, (t) => {
    t.deepEqual(results(name, { x }, attrs), ['float32[2,3,3,3]']);
    t.like(record(name, { x }, attrs)!.attributes, { kernel: [3, 2], strides: [2, 2], output: [3, 3] });
  });

  test(`the gradient of ${name} has the shape of the input, and its window`, (t) => {
    const dy = input([2, 3, 3, 3]);
    const gradient = record(`${name}Grad`, { dy, input: x }, attrs)!;
    t.deepEqual(gradient.outputs, [{ shape: [2, 7, 6, 3], dtype: 'float32' }]);
    t.is(gradient.operands[0], dy);
    t.like(gradient.attributes, { input: [7, 6], output: [3, 3] });
  });
}
