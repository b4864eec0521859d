import test from 'ava';
import { renderProblems } from '../../../src/core/errors/index.ts';

const problem = {
  code: 'unknown-key',
  message: 'expected a key of optimizer `adam`, got `lrr`',
  where: { file: 'x.yaml', line: 13, column: 3, text: '  lrr: 1', length: 3 },
  hints: ['did you mean `lr`?', 'keys: type, lr'],
} as const;

test('a problem is its place, code and message, the line with a caret, and what to do', (t) => {
  t.is(
    renderProblems([problem], { color: false }),
    [
      'x.yaml:13:3: error[unknown-key]: expected a key of optimizer `adam`, got `lrr`',
      '    lrr: 1',
      '    ^^^',
      '  = did you mean `lr`?',
      '  = keys: type, lr',
    ].join('\n'),
  );
});

test('an argument has no line number', (t) => {
  const where = { file: '--set', column: 11, text: 'optimizer.lrr=1', length: 3 };
  t.is(
    renderProblems([{ code: 'bad-override', message: 'no', where }], { color: false }),
    '--set: error[bad-override]: no\n  optimizer.lrr=1\n            ^^^',
  );
});

test('a problem without a place is code and message', (t) => {
  t.is(
    renderProblems([{ code: 'bad-argument', message: 'expected a file' }], { color: false }),
    'error[bad-argument]: expected a file',
  );
});

test('problems are set apart by a blank line', (t) => {
  const plain = { code: 'bad-argument', message: 'no' } as const;
  t.is(renderProblems([plain, plain], { color: false }), 'error[bad-argument]: no\n\nerror[bad-argument]: no');
});

test('colours are used only when asked for, and change nothing else', (t) => {
  const colored = renderProblems([problem], { color: true });
  t.is(colored.replaceAll(/\u001b\[\d+m/g, ''), renderProblems([problem], { color: false }));
  t.not(colored, renderProblems([problem], { color: false }));
});

test('a long line is cut around the place', (t) => {
  const text = `${'a'.repeat(500)}BAD${'b'.repeat(500)}`;
  const [, line = '', caret = ''] = renderProblems(
    [{ ...problem, where: { file: 'x', line: 1, column: 501, text, length: 3 } }],
    { color: false },
  ).split('\n');
  t.true(line.length <= 162);
  t.is(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1), 'BAD');
});

test('control characters of the file never reach the terminal', (t) => {
  const text = 'a\u001b[2Jb';
  t.false(
    renderProblems([{ ...problem, where: { file: 'x', line: 1, column: 1, text } }], { color: false }).includes(
      '\u001b',
    ),
  );
});

test('the caret is below its characters where wide ones come before it', (t) => {
  const text = 'name: 猫猫 lrr: 1';
  const [, line, caret] = renderProblems(
    [{ ...problem, where: { file: 'x', line: 1, column: text.indexOf('lrr') + 1, text, length: 3 } }],
    { color: false },
  ).split('\n');
  t.is(line, '  name: 猫猫 lrr: 1');
  t.is(caret, '             ^^^');
});

test('lines of files are cut to the terminal, by cells, and the caret stays within', (t) => {
  const text = `${'猫'.repeat(40)}BAD${'b'.repeat(50)}`;
  const [, line = '', caret = ''] = renderProblems(
    [{ ...problem, where: { file: 'x', line: 1, column: 41, text, length: 60 } }],
    { color: false, columns: 60 },
  ).split('\n');
  t.is(line, `  ${'猫'.repeat(14)}BAD${'b'.repeat(27)}`);
  t.is(caret, `  ${' '.repeat(28)}${'^'.repeat(30)}`);
});

test('a message or a name that would control the terminal does not', (t) => {
  const text = renderProblems(
    [{ code: 'bad-image', message: 'a\u001b[2J.jpg\nsecond', where: { file: 'b\u0007' }, hints: ['c\u009bd'] }],
    { color: false },
  );
  t.is(text, 'b : error[bad-image]: a [2J.jpg\nsecond\n  = c d');
});
