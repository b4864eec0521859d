import test from 'ava';
import { groupBy } from '../../src/core/group-by.ts';

test('items are together by their key, in the order in which keys and items come', (t) => {
  const groups = groupBy(['bee', 'ant', 'bat', 'cow', 'ape'], (word) => word[0]);
  t.deepEqual(
    [...groups],
    [
      ['b', ['bee', 'bat']],
      ['a', ['ant', 'ape']],
      ['c', ['cow']],
    ],
  );
  t.is(groupBy([], String).size, 0);
});
