import test from 'ava';
import { describeDiffering, differingKeys } from '../../src/trained/differing-keys.ts';

const described = (before: unknown, now: unknown) => differingKeys(before, now).map(describeDiffering);

test('keys that differ are named as deep as both have sections', (t) => {
  const before = { seed: 0, optimizer: { type: 'adam', lr: 0.01 }, train: { epochs: 2 } };
  t.deepEqual(described(before, structuredClone(before)), []);
  t.deepEqual(described(before, { ...before, seed: 1, optimizer: { type: 'adam', lr: 0.1 } }), [
    'seed is 1, it was 0',
    'optimizer.lr is 0.1, it was 0.01',
  ]);
});

test('a key that is gone or new differs, and a list is one value', (t) => {
  t.deepEqual(described({ a: 1 }, { b: 'x' }), ['a is absent, it was 1', 'b is "x", it was absent']);
  t.deepEqual(described({ bins: [1, 2] }, { bins: [1, 3] }), ['bins is [1,3], it was [1,2]']);
  t.deepEqual(described({ weights: 'a' }, { weights: { file: 'a' } }), ['weights is {"file":"a"}, it was "a"']);
});
