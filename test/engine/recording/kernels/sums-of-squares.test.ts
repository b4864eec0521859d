import test from 'ava';
import { input, record, results } from './record.ts';

test('the result is a vector with a number for each tensor, whatever its shape', (t) => {
  const inputs = [input([3, 4]), input([]), input([2, 2, 3, 5])];
  t.deepEqual(results('SumsOfSquares', inputs), ['float32[3]']);
  t.deepEqual(record('SumsOfSquares', inputs)!.operands, inputs);
});
