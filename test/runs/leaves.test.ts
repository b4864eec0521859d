import test from 'ava';
import { leaves } from '../../src/runs/leaves.ts';

test('leaves have dotted paths; a list of plain values is one, and what is null or left out is none', (t) => {
  const value = { a: { b: 1, c: [1, 'x', true], d: null, e: undefined }, f: [{ g: false }, { g: '' }], h: [] };
  t.deepEqual(leaves('', value), [
    ['a.b', 1],
    ['a.c', '1, x, true'],
    ['f.0.g', false],
    ['f.1.g', ''],
    ['h', ''],
  ]);
  t.deepEqual(leaves('at', 3), [['at', 3]]);
});
