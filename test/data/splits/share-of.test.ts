import test from 'ava';
import fc from 'fast-check';
import { shareOf } from '../../../src/data/splits/share-of.ts';

test('shares that follow one another are disjoint, complete, ascending, and the same each time', (t) => {
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.nat(300), cuts, fc.nat(), (length, inner, seed) => {
      const ends = [0, ...inner.toSorted((a, b) => a - b), 1];
      const parts = ends.slice(1).map((end, index) => shareOf(length, ends[index]!, end, seed));
      for (const part of parts)
        t.deepEqual(
          part,
          part.toSorted((a, b) => a - b),
        );
      t.deepEqual(
        parts.flat().sort((a, b) => a - b),
        Array.from({ length }, (_, index) => index),
      );
      t.deepEqual(shareOf(length, 0, ends[1]!, seed), parts[0]);
    }),
    { numRuns: 200 },
  );
});

test('a share has its part of the samples, and another seed gives others', (t) => {
  t.is(shareOf(10, 0.7, 0.85, 0).length, 2);
  t.is(shareOf(100, 0, 0.7, 0).length, 70);
  t.notDeepEqual(shareOf(100, 0, 0.5, 0), shareOf(100, 0, 0.5, 1));
});
