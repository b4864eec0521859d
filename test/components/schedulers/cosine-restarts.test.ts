import test from 'ava';
import { assertFactors, assertPyTorchFactors } from './_factors.ts';

test("the factors are PyTorch's, with cycles of the same length", (t) =>
  assertPyTorchFactors(t, 'cosine-restarts', { type: 'cosine-restarts', first_cycle: 7, min_factor: 0.1 }));

test("the factors are PyTorch's, with each cycle twice as long", (t) =>
  assertPyTorchFactors(t, 'cosine-restarts.factor', { type: 'cosine-restarts', first_cycle: 7, cycle_factor: 2 }));

test("the factors are PyTorch's, counted in epochs", (t) =>
  assertPyTorchFactors(t, 'cosine-restarts.epochs', { type: 'cosine-restarts', first_cycle: 4, unit: 'epochs' }));

test('it restarts when a cycle is complete', (t) =>
  assertFactors(t, { type: 'cosine-restarts', first_cycle: 10 }, { 0: 1, 5: 0.5, 10: 1, 15: 0.5, 100: 1 }));
