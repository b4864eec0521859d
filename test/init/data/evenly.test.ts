import test from 'ava';
import { evenly } from '../../../src/init/data/evenly.ts';

const items = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

test('few items are all; of many, the first and some at equal distances', (t) => {
  t.is(evenly(items, 10), items);
  t.deepEqual(evenly(items, 5), [0, 2, 4, 6, 8]);
  t.deepEqual(evenly(items, 3), [0, 3, 6]);
  t.deepEqual(evenly(items, 1), [0]);
  t.deepEqual(evenly(items, 9), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
