import test from 'ava';
import { input, record, results } from './record.ts';

for (const [name, dtype, expected] of [
  ['Exp', 'int32', 'float32'],
  ['Sqrt', 'float32', 'float32'],
  ['Relu', 'int32', 'int32'],
  ['Square', 'bool', 'bool'],
  ['IsNan', 'float32', 'bool'],
  ['LogicalNot', 'bool', 'bool'],
  ['ClipByValue', 'int32', 'int32'],
  ['Step', 'int32', 'float32'],
] as const) {
  test(`${name} of ${dtype} is ${expected}`, (t) => {
    t.deepEqual(results(name, { x: input([2, 3], dtype) }), [`${expected}[2,3]`]);
  });
}

test('bounds and slopes are attributes', (t) => {
  const x = input([2]);
  const types = { computeIn: 'float32', gives: 'float32' };
  t.deepEqual(record('LeakyRelu', { x }, { alpha: 0.1 })!.attributes, { alpha: 0.1, ...types } as object);
  t.deepEqual(record('ClipByValue', { x }, { clipValueMin: -1, clipValueMax: 2 })!.attributes, {
    clipValueMin: -1,
    clipValueMax: 2,
    ...types,
  } as object);
});
