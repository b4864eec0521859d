import test from 'ava';
import { cellsOf, cutCells, padCells, printable } from '../../src/core/cells.ts';

test('East Asian characters and emoji take two cells, combining marks and colours none', (t) => {
  t.deepEqual(['cat', '猫.jpg', '👩‍🔬', 'e\u0301', '\u001b[31mred\u001b[39m', ''].map(cellsOf), [3, 6, 2, 1, 3, 0]);
});

test('text is padded by cells, on either side', (t) => {
  t.is(padCells('猫', 4), '猫  ');
  t.is(padCells('猫', 4, 'before'), '  猫');
  t.is(padCells('longer', 4), 'longer');
});

test('text is cut where it is told to, to no more cells than there are', (t) => {
  t.is(cutCells('abcdef', 6), 'abcdef');
  t.is(cutCells('abcdef', 4), 'abc…');
  t.is(cutCells('abcdef', 4, 'end'), '…def');
  t.is(cutCells('abcdefgh', 6, 'both'), 'abc…gh');
  t.is(cutCells('abcdef', 1), '…');
  t.is(cutCells('abcdef', 0), '');
});

test('a character of two cells is never halved', (t) => {
  t.is(cutCells('猫犬鳥魚', 6), '猫犬…');
  t.is(cutCells('猫犬鳥魚', 7), '猫犬鳥…');
  t.is(cutCells('👩‍🔬👩‍🔬👩‍🔬', 3), '👩‍🔬…');
  t.is(cutCells('猫犬鳥魚', 6, 'end'), '…鳥魚');
});

test('what controls a terminal becomes a space', (t) => {
  t.is(printable('a\u001b[2Jb\tc\u009bd'), 'a [2Jb c d');
});
