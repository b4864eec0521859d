import test from 'ava';
import { assertFactors, assertPyTorchFactors } from './_factors.ts';

test("the factors are PyTorch's", (t) => assertPyTorchFactors(t, 'one-cycle', { type: 'one-cycle' }));

test("the factors are PyTorch's, along lines and with other parameters", (t) =>
  assertPyTorchFactors(t, 'one-cycle.linear', {
    type: 'one-cycle',
    rise: 0.4,
    start_factor: 0.1,
    end_factor: 0.1 / 20,
    shape: 'linear',
  }));

test('the rate is highest at the end of the rise, and stays when the cycle is over', (t) =>
  assertFactors(
    t,
    { type: 'one-cycle', total_steps: 11, rise: 6 / 11, shape: 'linear', start_factor: 0.5, end_factor: 0 },
    { 0: 0.5, 5: 1, 10: 0, 11: 0, 99: 0 },
  ));

test('a rise of one step begins at the highest rate', (t) =>
  assertFactors(t, { type: 'one-cycle', total_steps: 10, rise: 0.1, end_factor: 0 }, { 0: 1, 9: 0 }));
