import test from 'ava';
import { countUses, floatConstant, floatsOf, whole, type SizedValue } from '../../../src/export/onnx/sized-graph.ts';

const value = (): SizedValue => ({ shape: [1, { values: [2, 3] }], dtype: 'float32' });

test('a value is used by each operand that it is, and by the result of the graph', (t) => {
  const [input, inner, unused] = [value(), value(), value()];
  const operation = (operands: readonly SizedValue[], output: SizedValue) =>
    ({ kernel: 'Add', operands: operands.map(whole), attributes: {}, outputs: [output] }) as const;
  const operations = [operation([input, input], inner), operation([input, inner], unused)];
  const uses = countUses({ operations, input, output: whole(inner) });
  t.deepEqual(
    [input, inner, unused].map((one) => uses.get(one)),
    [3, 2, undefined],
  );
});

test('a constant has its numbers at every size; what follows from the size has none', (t) => {
  const data = Float32Array.of(1, 2);
  const constant = floatConstant(data, [2], 'head.bias');
  t.is(floatsOf(constant), data);
  t.is(constant.constant?.kind === 'numbers' && constant.constant.name, 'head.bias');
  t.is(floatsOf(value()), undefined);
  t.is(floatsOf({ ...constant, dtype: 'int32' }), undefined);
  t.deepEqual(whole(constant), { value: constant, shape: [2] });
});
