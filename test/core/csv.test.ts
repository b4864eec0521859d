import test from 'ava';
import { csvLines } from '../../src/core/csv.ts';

test('cells with commas, quotes or line ends are quoted, and quotes doubled', (t) => {
  t.is(csvLines([['a', 'b,c'], ['say "x"', 'two\nlines'], ['']]), 'a,"b,c"\r\n"say ""x""","two\nlines"\r\n\r\n');
});

test('lines may end as on Unix', (t) => {
  t.is(csvLines([['a'], ['b']], '\n'), 'a\nb\n');
});
