import test from 'ava';
import { assertFactors, assertPyTorchFactors } from './_factors.ts';

test('half a cosine over all of training, then it stays', (t) =>
  assertFactors(
    t,
    { type: 'cosine' },
    { 0: 1, 25: (1 + Math.SQRT1_2) / 2, 50: 0.5, 75: (1 - Math.SQRT1_2) / 2, 100: 0, 150: 0 },
  ));

test('total_steps and min_factor are what YAML says', (t) =>
  assertFactors(
    t,
    { type: 'cosine', total_steps: 4, min_factor: 0.2 },
    { 0: 1, 1: 0.2 + 0.4 * (1 + Math.SQRT1_2), 2: 0.6, 3: 0.2 + 0.4 * (1 - Math.SQRT1_2), 4: 0.2, 5: 0.2 },
  ));

test("the factors are PyTorch's", (t) => assertPyTorchFactors(t, 'cosine', { type: 'cosine', min_factor: 0.1 }));
