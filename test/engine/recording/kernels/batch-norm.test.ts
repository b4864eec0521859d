import test from 'ava';
import { input, record, results } from './record.ts';

const [x, weight, bias, mean, variance] = [input([2, 5, 7, 3]), input([3]), input([3]), input([3]), input([3])];

test('batch norm gives the normalised images, and their mean and variance', (t) => {
  t.deepEqual(results('BatchNormInTraining', { bias, weight, x }, { eps: 0.5 }), [
    'float32[2,5,7,3]',
    'float32[3]',
    'float32[3]',
  ]);
  const recorded = record('BatchNormInTraining', { bias, weight, x }, { eps: 0.5 })!;
  t.deepEqual(recorded.operands, [x, weight, bias]);
  t.deepEqual(recorded.attributes, { eps: 0.5 });
  t.true(recorded.list);
});

test('its gradient gives those of its three inputs', (t) => {
  const dy = input([2, 5, 7, 3]);
  const inputs = { variance, mean, weight, x, dy };
  t.deepEqual(results('BatchNormInTrainingGrad', inputs, { eps: 0.5 }), [
    'float32[2,5,7,3]',
    'float32[3]',
    'float32[3]',
  ]);
  const recorded = record('BatchNormInTrainingGrad', inputs, { eps: 0.5 })!;
  t.is(recorded.operands[0], dy);
  t.deepEqual(recorded.operands, [dy, x, weight, mean, variance]);
  t.true(recorded.list);
});
