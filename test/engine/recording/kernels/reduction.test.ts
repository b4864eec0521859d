import test from 'ava';
import { input, record, results } from './record.ts';

const x = input([2, 5, 3]);

test('axes that are reduced go, or stay with length 1', (t) => {
  t.deepEqual(results('Sum', { x }, { axis: [0, 2] }), ['float32[5]']);
  t.deepEqual(results('Sum', { x }, { axis: [0, 2], keepDims: true }), ['float32[1,5,1]']);
});

test('without axes all are reduced, and negative ones count from the end', (t) => {
  t.deepEqual(record('Mean', { x }, { axis: null })!.attributes, {
    axes: [0, 1, 2],
    keepDims: false,
    computeIn: 'float32',
  });
  t.deepEqual(record('Min', { x }, { axis: -1 })!.attributes, { axes: [2], keepDims: false, computeIn: 'float32' });
});

test('the maximum names its axes in its own way', (t) => {
  t.deepEqual(results('Max', { x }, { reductionIndices: [1] }), ['float32[2,3]']);
});

for (const [name, dtype, expected, computeIn] of [
  ['Sum', 'bool', 'int32', 'int32'],
  ['Prod', 'int32', 'int32', 'int32'],
  ['Mean', 'int32', 'float32', 'float32'],
  ['Max', 'bool', 'bool', 'int32'],
  ['All', 'bool', 'bool', 'int32'],
  ['ArgMax', 'float32', 'int32', 'float32'],
  ['ArgMin', 'bool', 'int32', 'int32'],
] as const) {
  test(`${name} of ${dtype} is ${expected}, computed in ${computeIn}`, (t) => {
    const call = { x: input([4, 3], dtype) };
    t.deepEqual(results(name, call, { axis: 0, reductionIndices: 0 }), [`${expected}[3]`]);
    t.like(record(name, call, { axis: 0, reductionIndices: 0 })!.attributes, { computeIn, axes: [0] });
  });
}
