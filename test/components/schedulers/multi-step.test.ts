import test from 'ava';
import { buildPart } from '../../helpers/networks.ts';
import { assertFactors, assertPyTorchFactors } from './_factors.ts';

test("the factors are PyTorch's, counted in steps", (t) =>
  assertPyTorchFactors(t, 'multi-step', { type: 'multi-step', milestones: [3, 4, 40], gamma: 0.5 }));

test("the factors are PyTorch's, counted in epochs", (t) =>
  assertPyTorchFactors(t, 'multi-step.epochs', {
    type: 'multi-step',
    milestones: [1, 4],
    gamma: 0.5,
    unit: 'epochs',
  }));

test('milestones in any order, and gamma is 0.1 by default', (t) =>
  assertFactors(t, { type: 'multi-step', milestones: [8, 5] }, { 0: 1, 4: 1, 5: 0.1, 7: 0.1, 8: 0.01, 99: 0.01 }));

test('a milestone is needed', async (t) => {
  await t.throwsAsync(async () => buildPart('scheduler', { type: 'multi-step', milestones: [] }), {
    message: /milestones/,
  });
});
