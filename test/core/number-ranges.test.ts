import test from 'ava';
import { numberRanges, parseNumberRanges } from '../../src/core/number-ranges.ts';

test('numbers that follow each other are a range', (t) => {
  t.is(numberRanges([1, 2, 3, 5, 8, 9]), '1-3,5,8-9');
  t.is(numberRanges([7]), '7');
  t.is(numberRanges([]), '');
});

test('a list is read back, in order and each number once', (t) => {
  t.deepEqual(parseNumberRanges('1-3,5,8-9'), [1, 2, 3, 5, 8, 9]);
  t.deepEqual(parseNumberRanges('9,3-4,4'), [3, 4, 9]);
});

test('anything else is no list', (t) => {
  for (const text of ['', '0', '3-1', '1-', '1,,2', 'a', '1.5', '-1', '1 ,2'])
    t.is(parseNumberRanges(text), undefined, text);
});
