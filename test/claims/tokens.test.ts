import test from 'ava';
import { tokensOf } from '../../src/claims/tokens.ts';

test('words, numbers and signs, each with its place, and an end', (t) => {
  t.deepEqual(
    tokensOf('a/b-c<=.5 $').map(({ kind, text, span }) => [kind, text, span.start, span.end]),
    [
      ['name', 'a/b-c', 0, 5],
      ['symbol', '<=', 5, 7],
      ['number', '.5', 7, 9],
      ['unknown', '$', 10, 11],
      ['end', '', 11, 12],
    ],
  );
});

test('a dash or slash at the end of a name is a sign', (t) => {
  t.deepEqual(
    tokensOf('a- 2e-3/b').map(({ text }) => text),
    ['a', '-', '2e-3', '/', 'b', ''],
  );
});
