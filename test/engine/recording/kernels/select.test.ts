import test from 'ava';
import { input, record, results } from './record.ts';

const truths = (shape: number[]) => input(shape, 'bool');

test('a condition broadcasts against both sides', (t) => {
  const call = { condition: truths([2, 1, 7, 1]), t: input([2, 5, 7, 3]), e: input([3], 'int32') };
  t.deepEqual(results('Select', call), ['float32[2,5,7,3]']);
});

test('a condition of one axis picks whole rows', (t) => {
  const call = { condition: truths([4]), t: input([4, 3]), e: input([4, 3]) };
  const { operands, outputs } = record('Select', call)!;
  t.like(operands[0], { shape: [4, 1] });
  t.deepEqual(outputs, [{ shape: [4, 3], dtype: 'float32' }]);
});

test('a condition of one axis over values of one axis stays as it is', (t) => {
  const { operands } = record('Select', { condition: truths([4]), t: input([4]), e: input([4]) })!;
  t.like(operands[0], { shape: [4] });
});

test('a sum of many has their widest type', (t) => {
  t.deepEqual(results('AddN', [input([2], 'int32'), input([2]), input([2], 'bool')]), ['float32[2]']);
});

test('a cast has the type that is asked for; strings are left to another backend', (t) => {
  t.deepEqual(results('Cast', { x: input([2, 3]) }, { dtype: 'bool' }), ['bool[2,3]']);
  t.is(record('Cast', { x: input([2], 'string') }, { dtype: 'float32' }), undefined);
  t.is(record('Cast', { x: input([2]) }, { dtype: 'complex64' }), undefined);
});
