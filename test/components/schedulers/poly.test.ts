import test from 'ava';
import { assertFactors, assertPyTorchFactors } from './_factors.ts';

test('the rest of training to the power, then it stays', (t) =>
  assertFactors(t, { type: 'poly', power: 2 }, { 0: 1, 10: 0.81, 50: 0.25, 99: 0.0001, 100: 0, 101: 0 }));

test('the power is 0.9 by default, as in mmsegmentation', (t) =>
  assertFactors(t, { type: 'poly' }, { 0: 1, 50: 0.5 ** 0.9 }));

test('total_steps and min_factor are what YAML says', (t) =>
  assertFactors(
    t,
    { type: 'poly', power: 1, total_steps: 10, min_factor: 0.1 },
    { 0: 1, 1: 0.91, 5: 0.55, 10: 0.1, 11: 0.1 },
  ));

test("the factors are PyTorch's", (t) => assertPyTorchFactors(t, 'poly', { type: 'poly' }));
