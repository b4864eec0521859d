import test from 'ava';
import { wrapText } from '../../../src/cli/terminal/wrap-text.ts';

const wrapped = (text: string, columns: number, program = 'tessera') => wrapText(text, columns, program).split('\n');

test('lines that have room stay as they are, to the cell', (t) => {
  t.deepEqual(wrapped('one  two\n\n  three', 8), ['one  two', '', '  three']);
  t.deepEqual(wrapped('one two', 6), ['one', 'two']);
});

test('a line is broken at spaces, below its indentation', (t) => {
  t.deepEqual(wrapped('  aa bb cc dd', 8), ['  aa bb', '  cc dd']);
});

test('what follows a label goes on below its beginning', (t) => {
  t.deepEqual(wrapped('steps   20 in all, 5 per epoch', 18), ['steps   20 in all,', '        5 per', '        epoch']);
  t.deepEqual(wrapped('warning: no masks here', 14), ['warning: no', '  masks here']);
  t.deepEqual(wrapped('a/b.yaml:3:1: error[bad-value]: too large', 32), [
    'a/b.yaml:3:1: error[bad-value]:',
    '  too large',
  ]);
  t.deepEqual(wrapped('  = keys: type, lr, betas', 16), ['  = keys: type,', '    lr, betas']);
});

test('a label that takes most of the line stands alone', (t) => {
  const label = `  ${'x'.repeat(34)}`;
  t.deepEqual(wrapped(`${label}  what it does`, 40), [label, '      what it does']);
});

test('colours take no room', (t) => {
  t.deepEqual(wrapped('\u001b[31merror[x]\u001b[39m: one two', 14), ['\u001b[31merror[x]\u001b[39m: one', '  two']);
});

test('wide characters take two cells', (t) => {
  t.deepEqual(wrapped('猫犬 鳥魚 馬', 9), ['猫犬 鳥魚', '馬']);
  t.deepEqual(wrapped('猫犬 鳥魚 馬', 8), ['猫犬', '鳥魚 馬']);
});

test('code in backticks and a command at the end of a line stay whole where they have room', (t) => {
  t.deepEqual(wrapped('write `a: [1, 2]`, please', 12), ['write', '`a: [1, 2]`,', 'please']);
  t.deepEqual(wrapped('go on with it: npx tessera run --resume runs/a-1', 33, 'npx tessera'), [
    'go on with it:',
    'npx tessera run --resume runs/a-1',
  ]);
  t.deepEqual(wrapped('see it: tessera list (all of them are there)', 28), [
    'see it: tessera list (all of',
    'them are there)',
  ]);
});

test('a longer command is continued as shells read it, and longer code is broken', (t) => {
  const end = process.platform === 'win32' ? '' : ' \\';
  t.deepEqual(wrapped('  tessera run a.yaml --set seed=1 --set b=2  # other values', 24), [
    `  tessera run a.yaml${end}`,
    `      --set seed=1${end}`,
    '      --set b=2',
    '      # other values',
  ]);
  t.deepEqual(wrapped('`a: [1, 2, 3, 4]`', 10), ['`a: [1, 2,', '3, 4]`']);
});

test('a path is never broken, and moves to the left where it has room there', (t) => {
  t.deepEqual(wrapped('in /a/very/long/path/to/runs now', 10), ['in', '/a/very/long/path/to/runs', 'now']);
  t.deepEqual(wrapped('weights   at /a/path/of/16/.. now', 20), [
    'weights   at',
    '    /a/path/of/16/..',
    '          now',
  ]);
});

test('what follows a hint goes on below it, in colours too', (t) => {
  t.deepEqual(wrapped('  \u001b[36m=\u001b[39m keys: type, lr', 14), ['  \u001b[36m=\u001b[39m keys:', '    type, lr']);
});
