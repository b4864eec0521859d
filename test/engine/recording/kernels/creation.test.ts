import test from 'ava';
import { input, record } from './record.ts';

test('the number that fills a tensor is an input, so that another number needs no other graph', (t) => {
  const [two, three] = [2, 3].map((value) => record('Fill', {}, { shape: [2, 2], value, dtype: 'int32' })!);
  t.deepEqual(two!.operands, [{ scalar: 2, dtype: 'int32' }]);
  t.deepEqual(two!.attributes, three!.attributes);
  t.deepEqual(two!.outputs, [{ shape: [2, 2], dtype: 'int32' }]);
});

test('without a type, a number makes floats', (t) => {
  t.deepEqual(record('Fill', {}, { shape: [3], value: 1 })!.outputs, [{ shape: [3], dtype: 'float32' }]);
});

test('zeros and ones have the shape and type of their model', (t) => {
  const x = input([4, 1], 'bool');
  t.deepEqual(record('ZerosLike', { x })!.operands, [{ scalar: 0, dtype: 'bool' }]);
  t.deepEqual(record('OnesLike', { x })!.operands, [{ scalar: 1, dtype: 'bool' }]);
  t.deepEqual(record('OnesLike', { x })!.outputs, [{ shape: [4, 1], dtype: 'bool' }]);
});

test('strings and complex numbers are left to another backend', (t) => {
  t.is(record('Fill', {}, { shape: [2], value: 'a' }), undefined);
  t.is(record('ZerosLike', { x: input([2], 'complex64') }), undefined);
});
