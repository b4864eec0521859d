import test from 'ava';
import { screenOf } from '../../../src/cli/terminal/screen.ts';

const terminal = { isTTY: true, columns: 100, rows: 30 };

test('a terminal has colours, lines that can be written over, and its width at the moment', (t) => {
  const resized = { ...terminal };
  const screen = screenOf(resized, { TERM: 'xterm' });
  t.like(screen, { hasColors: true, canRedraw: true });
  t.is(screen.columns(), 100);
  resized.columns = 60;
  t.is(screen.columns(), 60);
});

test('a file or a pipe has none of it', (t) => {
  const screen = screenOf({ columns: 100 }, { TERM: 'xterm' });
  t.like(screen, { hasColors: false, canRedraw: false });
  t.is(screen.columns(), undefined);
});

test('a dumb terminal shows neither colours nor bars, and lines of its width', (t) => {
  const screen = screenOf(terminal, { TERM: 'dumb' });
  t.like(screen, { hasColors: false, canRedraw: false });
  t.is(screen.columns(), 100);
});

test('a terminal that does not tell its width has 80 columns, and none has fewer than 20', (t) => {
  t.is(screenOf({ isTTY: true, columns: 0 }, {}).columns(), 80);
  t.is(screenOf({ isTTY: true }, {}).columns(), 80);
  t.is(screenOf({ isTTY: true, columns: 3 }, {}).columns(), 20);
});

for (const [environment, onTerminal, inFile] of [
  [{}, true, false],
  [{ NO_COLOR: '1' }, false, false],
  [{ NO_COLOR: '' }, true, false],
  [{ FORCE_COLOR: '1' }, true, true],
  [{ FORCE_COLOR: 'true', NO_COLOR: '1', TERM: 'dumb' }, true, true],
  [{ FORCE_COLOR: '0' }, false, false],
  [{ FORCE_COLOR: 'false' }, false, false],
  [{ FORCE_COLOR: '' }, true, false],
] as const)
  test(`colours with ${JSON.stringify(environment)}`, (t) => {
    t.is(screenOf(terminal, environment).hasColors, onTerminal);
    t.is(screenOf({}, environment).hasColors, inFile);
  });
