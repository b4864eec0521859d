import test from 'ava';
import fc from 'fast-check';
import { tilePositions } from '../../../src/data/sources/tile-positions.ts';

test('tiles cover the whole length, and the last one shifts inwards', (t) => {
  t.deepEqual(tilePositions(10, 4, 0), [0, 4, 6]);
  t.deepEqual(tilePositions(8, 4, 0), [0, 4]);
  t.deepEqual(tilePositions(10, 4, 2), [0, 2, 4, 6]);
  t.deepEqual(tilePositions(9, 4, 1), [0, 3, 5]);
  t.deepEqual(tilePositions(4, 4, 3), [0]);
  t.deepEqual(tilePositions(3, 4, 0), [0]);
});

test('for any lengths: from the start to the end, without gaps, sharing at least the overlap, none too many', (t) => {
  const lengths = fc
    .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 80 }))
    .chain(([length, tile]) => fc.tuple(fc.constant(length), fc.constant(tile), fc.integer({ min: 0, max: tile - 1 })));
  fc.assert(
    fc.property(lengths, ([length, tile, overlap]) => {
      const positions = tilePositions(length, tile, overlap);
      t.is(positions[0], 0);
      t.true(length <= tile ? positions.length === 1 : positions.at(-1) === length - tile);
      positions.slice(1).forEach((position, index) => {
        t.true(position > positions[index]!);
        t.true(positions[index]! + tile - position >= overlap);
      });
      if (positions.length > 1)
        t.true((positions.length - 2) * (tile - overlap) + tile < length, 'one less would not do');
    }),
    { numRuns: 1000 },
  );
});
