import test from 'ava';
import { assertPyTorchFactors } from './_factors.ts';

test("the factors are PyTorch's, counted in steps", (t) =>
  assertPyTorchFactors(t, 'exponential', { type: 'exponential', gamma: 0.97 }));

test("the factors are PyTorch's, counted in epochs", (t) =>
  assertPyTorchFactors(t, 'exponential.epochs', { type: 'exponential', gamma: 0.5, unit: 'epochs' }));
