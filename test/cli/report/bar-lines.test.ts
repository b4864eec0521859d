import test from 'ava';
import { barLines } from '../../../src/cli/report/bar-lines.ts';
import { cellsOf } from '../../../src/core/cells.ts';

const bar = { label: 'epoch 1', done: 5, total: 20, detail: 'loss 0.5' };

test('a bar is filled by the share that is done, and no wider than 24 cells', (t) => {
  const [line] = barLines([bar], 80);
  t.is(line, `epoch 1 ${'█'.repeat(6)}${'░'.repeat(18)} 5/20  loss 0.5`);
});

test('nothing is done of what is not known, and all is all', (t) => {
  const at = (done: number, total: number) => /[█░]+/.exec(barLines([{ ...bar, done, total }], 80)[0]!)![0];
  t.is(at(0, 0), '░'.repeat(24));
  t.is(at(19, 20), `${'█'.repeat(22)}░░`);
  t.is(at(20, 20), '█'.repeat(24));
  t.is(at(21, 20), '█'.repeat(24));
});

test('with less room bars are shorter, then there is none, then details are cut', (t) => {
  t.is(barLines([bar], 34)[0], 'epoch 1 ██░░░░░░░░ 5/20  loss 0.5');
  t.is(barLines([bar], 29)[0], 'epoch 1 █░░░░ 5/20  loss 0.5');
  t.is(barLines([bar], 28)[0], 'epoch 1 5/20  loss 0.5');
  t.is(barLines([bar], 18)[0], 'epoch 1 5/20  los…');
});

test('bars stand below each other, and long labels are cut to a third', (t) => {
  const bars = [
    { label: 'optimizer.lr=0.001,seed=1', done: 1, total: 200, detail: '3s' },
    { label: 'sweep', done: 0, total: 2, detail: '' },
  ];
  const lines = barLines(bars, 60);
  t.is(lines[0]!.slice(0, 20), 'optimizer.…01,seed=1');
  t.is(lines[0]!.indexOf('1/200'), lines[1]!.indexOf('  0/2'));
  for (const columns of [20, 40, 60, 80, 200])
    for (const line of barLines(bars, columns)) t.true(cellsOf(line) <= columns, `${columns}: ${line}`);
});

test('names with wide or control characters keep the line within its cells', (t) => {
  for (const label of ['写真'.repeat(30), 'a\u001b[2J\nb'])
    for (const line of barLines([{ ...bar, label }], 60)) {
      t.true(cellsOf(line) <= 60);
      t.notRegex(line, /[\u0000-\u001f]/);
    }
});
