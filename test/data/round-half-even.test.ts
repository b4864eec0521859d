import test from 'ava';
import { roundHalfEven } from '../../src/data/round-half-even.ts';

test('halves go to the even neighbour, as in Python; everything else to the nearest', (t) => {
  const values = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 0.49, 0.51, -0.51, 3];
  t.deepEqual(
    values.map((value) => roundHalfEven(value) + 0),
    [-2, -2, 0, 0, 2, 2, 0, 1, -1, 3],
  );
});
