import test from 'ava';
import { input, record, results } from './record.ts';

test('each tensor, whatever its shape, gives a scalar of its own', (t) => {
  const inputs = [input([3, 4]), input([]), input([2, 2, 3, 5])];
  t.deepEqual(results('SumsOfSquares', inputs), ['float32[]', 'float32[]', 'float32[]']);
  const recorded = record('SumsOfSquares', inputs)!;
  t.deepEqual(recorded.operands, inputs);
  t.true(recorded.list);
});
