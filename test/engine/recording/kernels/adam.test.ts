import test from 'ava';
import { input, record, results } from './record.ts';

const [parameter, gradient, mean, square] = [input([3, 4]), input([3, 4]), input([3, 4]), input([3, 4])];
const [size, eps, shrink] = [input([]), input([]), input([])];
const attributes = { beta1: 0.9, beta2: 0.99, decay: 0.1 };

test('an update of Adam gives the parameter and its two means', (t) => {
  const inputs = { eps, size, square, mean, gradient, parameter };
  t.deepEqual(results('AdamUpdate', inputs, attributes), ['float32[3,4]', 'float32[3,4]', 'float32[3,4]']);
  const recorded = record('AdamUpdate', inputs, attributes)!;
  t.deepEqual(recorded.operands, [parameter, gradient, mean, square, size, eps]);
  t.deepEqual(recorded.attributes, attributes);
  t.true(recorded.list);
});

test('decoupled weight decay adds what the parameter shrinks by', (t) => {
  const recorded = record('AdamUpdate', { shrink, eps, size, square, mean, gradient, parameter }, attributes)!;
  t.is(recorded.operands.at(-1), shrink);
  t.is(recorded.operands.length, 7);
});
