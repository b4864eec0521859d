import test from 'ava';
import { layOut, type LaidOutColumn } from '../../../src/cli/report/table-layout.ts';
import { cellsOf } from '../../../src/core/cells.ts';

const column = (title: string, cells: string[], more: Partial<LaidOutColumn> = {}): LaidOutColumn => ({
  title,
  cells,
  align: 'left',
  ...more,
});

test('without a terminal, columns are as wide as their widest cell', (t) => {
  const columns = [column('run', ['a', 'long']), column('loss', ['0.5', '12.25'], { align: 'right' })];
  t.is(layOut(columns), 'run    loss\na       0.5\nlong  12.25');
});

test('cells that may be cut are, from the widest column on, until all have room', (t) => {
  const run = column('run', ['pets-pspnet-1a2b3c'], { shrink: { to: 9, keep: 'both' } });
  const note = column('note', ['as before'], { shrink: { to: 4, keep: 'start' } });
  t.is(layOut([run, note], 29), 'run                 note\npets-pspnet-1a2b3c  as before');
  t.is(layOut([run, note], 28), 'run                note\npets-psp…t-1a2b3c  as before');
  t.is(layOut([run, note], 20), 'run        note\npets…2b3c  as before');
  t.is(layOut([run, note], 15), 'run        note\npets…2b3c  as …');
});

test('what may be left out is, the largest number first, and named; the rest is then cut less', (t) => {
  const columns = [
    column('run', ['abcdefgh'], { shrink: { to: 4, keep: 'end' } }),
    column('time', ['12 s'], { leaveOut: 2 }),
    column('iou', ['0.5000'], { align: 'right' }),
    column('started', ['1h ago'], { leaveOut: 1 }),
  ];
  t.is(layOut(columns, 27), 'run   time     iou  started\n…fgh  12 s  0.5000  1h ago');
  t.is(layOut(columns, 26), 'run          iou  started\nabcdefgh  0.5000  1h ago\n(no room for: time)');
  t.is(layOut(columns, 16), 'run          iou\nabcdefgh  0.5000\n(no room for: time, started)');
});

test('columns without room go into further blocks, each with the first column', (t) => {
  const classes = ['sky', 'cat', 'dog'].map((name) => column(name, ['0.5'], { align: 'right' }));
  const columns = [column('metric', ['iou']), ...classes];
  t.is(layOut(columns, 16), 'metric  sky  cat\niou     0.5  0.5\n\nmetric  dog\niou     0.5');
  t.is(layOut(columns, 15).split('\n\n').length, 3);
});

test('columns that repeat stand in each block', (t) => {
  const columns = ['a', 'b', 'c', 'd'].map((name, index) =>
    column(name, ['x'], index === 0 || index === 2 ? { repeat: true } : {}),
  );
  t.is(layOut(columns, 7), 'a  c  b\nx  x  x\n\na  c  d\nx  x  x');
});

test('if nothing has room, nothing is left out for it, and each block has one column more', (t) => {
  const columns = [column('name', ['abcdef'], { leaveOut: 1 }), column('x', ['123456'])];
  t.is(layOut(columns, 4), 'name    x\nabcdef  123456');
});

test('wide characters are counted by cells, and control characters are none', (t) => {
  const columns = [column('photo', ['猫.jpg', 'a\u001b[2J.jpg']), column('x', ['1', '2'])];
  const lines = layOut(columns).split('\n');
  t.deepEqual(
    lines.slice(1).map((line) => cellsOf(line)),
    [12, 12],
  );
  t.is(lines[2], 'a [2J.jpg  2');
});

test('a table without rows is its head', (t) => {
  t.is(layOut([column('a', []), column('b', [])], 80), 'a  b');
});
