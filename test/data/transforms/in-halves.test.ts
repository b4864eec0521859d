import test from 'ava';
import { inHalves } from '../../../src/data/transforms/in-halves.ts';

test('rows for x count in halves of the width, rows for y in halves of the height', (t) => {
  t.deepEqual(inHalves([1, 2, 3, 4, 5, 6], { height: 4, width: 8 }), [0.25, 0.5, 0.75, 2, 2.5, 3]);
  t.deepEqual(inHalves([1, 0, 0, 1, 0, 0], { height: 5, width: 3 }), [1 / 1.5, 0, 0, 1 / 2.5, 0, 0]);
});

test('numbers are rounded to float32 before they are divided', (t) => {
  t.is(inHalves([0.1, 0, 0, 0, 0, 0], { height: 2, width: 2 })[0], 0.10000000149011612);
});
