import test from 'ava';
import fc from 'fast-check';
import { splitByFraction } from '../../../src/data/splits/split-by-fraction.ts';

test('both parts are disjoint, complete, in the order of the list, and the same each time', (t) => {
  fc.assert(
    fc.property(fc.nat(300), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (length, fraction, seed) => {
      const [train, val] = splitByFraction(length, fraction, seed);
      t.is(train.length, Math.floor(length * fraction));
      for (const part of [train, val])
        t.deepEqual(
          part,
          part.toSorted((a, b) => a - b),
        );
      t.deepEqual(
        [...train, ...val].sort((a, b) => a - b),
        Array.from({ length }, (_, index) => index),
      );
      t.deepEqual(splitByFraction(length, fraction, seed), [train, val]);
    }),
    { numRuns: 200 },
  );
});

test('the seed decides which', (t) => {
  t.notDeepEqual(splitByFraction(50, 0.5, 0), splitByFraction(50, 0.5, 1));
});
