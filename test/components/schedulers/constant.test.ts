import test from 'ava';
import { assertFactors } from './_factors.ts';

test('the factor is 1 before, in and after training', (t) =>
  assertFactors(t, { type: 'constant' }, { 0: 1, 1: 1, 99: 1, 100: 1, 1000: 1 }));
