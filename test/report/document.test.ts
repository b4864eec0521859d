import test from 'ava';
import { jsonSpread, orNull } from '../../src/report/document.ts';

test('numbers that JSON lacks are null', (t) => {
  t.deepEqual([0, -1.5, NaN, Infinity, -Infinity].map(orNull), [0, -1.5, null, null, null]);
  t.deepEqual(jsonSpread({ mean: 0.5, deviation: NaN, count: 1 }), { mean: 0.5, deviation: null, count: 1 });
});
