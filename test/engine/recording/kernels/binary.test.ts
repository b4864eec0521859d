import test from 'ava';
import { input, record, results } from './record.ts';

const of = (dtype: 'float32' | 'int32' | 'bool', shape = [2]) => input(shape, dtype);

for (const [name, [a, b], expected] of [
  ['Add', ['int32', 'int32'], 'int32'],
  ['Add', ['bool', 'bool'], 'bool'],
  ['Multiply', ['int32', 'float32'], 'float32'],
  ['RealDiv', ['int32', 'int32'], 'float32'],
  ['Less', ['float32', 'float32'], 'bool'],
  ['Equal', ['int32', 'int32'], 'bool'],
  ['LogicalXor', ['bool', 'bool'], 'bool'],
] as const) {
  test(`${name} of ${a} and ${b} is ${expected}`, (t) => {
    t.deepEqual(results(name, { a: of(a), b: of(b) }), [`${expected}[2]`]);
  });
}

for (const [name, dtype, computeIn, gives] of [
  ['Add', 'bool', 'int32', 'int32'],
  ['Sub', 'int32', 'int32', 'int32'],
  ['RealDiv', 'int32', 'float32', 'float32'],
  ['Greater', 'int32', 'int32', 'bool'],
  ['LogicalAnd', 'bool', 'bool', 'bool'],
] as const) {
  test(`${name} of ${dtype} is computed in ${computeIn} and gives ${gives}`, (t) => {
    t.deepEqual(record(name, { a: of(dtype), b: of(dtype) })!.attributes, { computeIn, gives });
  });
}

test('prelu and the gradient of elu take their inputs by the names that TensorFlow.js has', (t) => {
  const [x, alpha] = [input([2, 3]), input([3])];
  t.deepEqual(record('Prelu', { alpha, x })!.operands, [x, alpha]);
  t.deepEqual(record('EluGrad', { y: alpha, dy: x })!.operands, [x, alpha]);
});
