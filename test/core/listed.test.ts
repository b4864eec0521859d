import test from 'ava';
import { listed } from '../../src/core/listed.ts';

const letters = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

test('a short list is told whole, of a long one the first and the number', (t) => {
  t.is(listed([]), '');
  t.is(listed(letters(5)), 'n0, n1, n2, n3, n4');
  t.is(listed(letters(6)), 'n0, n1, n2, n3, n4, ... (6 in all)');
  t.is(listed(letters(12_345), 2), 'n0, n1, ... (12,345 in all)');
});
