import test from 'ava';
import { input, record, results } from './record.ts';

const tensors = (...shape: number[]) => Array.from({ length: 4 }, () => input(shape));
const [size, eps, shrink] = [input([]), input([]), input([])];
const attributes = { beta1: 0.9, beta2: 0.99, decay: 0.1, decoupled: false };

test('an update of Adam gives each parameter and its two means', (t) => {
  const inputs = [size, eps, ...tensors(3, 4), ...tensors(5)];
  t.deepEqual(results('AdamUpdate', inputs, attributes), [
    ...Array<string>(3).fill('float32[3,4]'),
    ...Array<string>(3).fill('float32[5]'),
  ]);
  const recorded = record('AdamUpdate', inputs, attributes)!;
  t.deepEqual(recorded.operands, inputs);
  t.deepEqual(recorded.attributes, attributes);
  t.true(recorded.list);
});

test('decoupled weight decay has one scalar more', (t) => {
  const inputs = [size, eps, shrink, ...tensors(3, 4)];
  const decoupled = { ...attributes, decoupled: true };
  t.deepEqual(results('AdamUpdate', inputs, decoupled), Array<string>(3).fill('float32[3,4]'));
  t.deepEqual(record('AdamUpdate', inputs, decoupled)!.attributes, decoupled);
});
