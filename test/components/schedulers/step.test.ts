import test from 'ava';
import { buildPart } from '../../helpers/networks.ts';
import { assertFactors, assertPyTorchFactors } from './_factors.ts';

test('the rate changes when step_size steps are complete, not one before', (t) =>
  assertFactors(
    t,
    { type: 'step', step_size: 50, gamma: 0.85 },
    { 0: 1, 49: 1, 50: 0.85, 99: 0.85, 100: 0.7225, 149: 0.7225, 150: 0.614125 },
  ));

test('gamma is 0.1 by default, as in PyTorch', (t) =>
  assertFactors(t, { type: 'step', step_size: 1 }, { 0: 1, 2: 0.01 }));

test('a step size is needed and above 0', async (t) => {
  await t.throwsAsync(async () => buildPart('scheduler', { type: 'step' }), { message: /step_size/ });
  await t.throwsAsync(async () => buildPart('scheduler', { type: 'step', step_size: 0 }), { message: /step_size/ });
});

test("the factors are PyTorch's", (t) => assertPyTorchFactors(t, 'step', { type: 'step', step_size: 7, gamma: 0.5 }));

test("the factors are PyTorch's, counted in epochs", (t) =>
  assertPyTorchFactors(t, 'step.epochs', { type: 'step', step_size: 2, gamma: 0.5, unit: 'epochs' }));
