import { execFileSync } from 'node:child_process';
import test from 'ava';
import { shellQuote } from '../../src/core/shell-quote.ts';

test('a shell takes a quoted text as one word, as it is', (t) => {
  const texts = ['plain/path-1.txt', "it's", '$HOME `id` "x" \\ *', '', 'two\nlines', '~'];
  const script = texts.map((text) => `printf '%s\\0' ${shellQuote(text)}`).join('\n');
  t.deepEqual(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1), texts);
  t.is(shellQuote('plain/path-1.txt'), 'plain/path-1.txt');
});
