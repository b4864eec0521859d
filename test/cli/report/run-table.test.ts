import test from 'ava';
import { askedColumns, rowsOf, usualColumns } from '../../../src/cli/report/run-table.ts';
import { csvTable, printTable } from '../../../src/cli/report/table.ts';
import { bestIou, listedRun } from '../../runs/select/_runs.ts';

const now = Date.parse('2026-11-01T11:00:00.000Z');
const titlesOf = (runs: Parameters<typeof usualColumns>[0]) => usualColumns(runs, now).map(({ title }) => title);

test('columns are there if a run has something for them', (t) => {
  t.deepEqual(titlesOf([listedRun('a')]), ['run', 'status', 'steps', 'time', 'started']);
  const full = listedRun('b', {
    ...bestIou(0.5),
    test: { 'iou/macro/image': 0.4 },
    swept: { lr: 1 },
    tags: ['x'],
    note: 'y',
    error: 'z',
    evaluations: ['end', 'night'],
  });
  t.deepEqual(titlesOf([listedRun('a'), full]), [
    ...['run', 'status', 'steps', 'lr', 'best val/iou/macro/image', 'test/iou/macro/image', 'time', 'started'],
    ...['tags', 'evaluations', 'note', 'reason'],
  ]);
});

test('the evaluation of the test at the end is no column of its own', (t) => {
  t.false(titlesOf([listedRun('a', { evaluations: ['end'] })]).includes('evaluations'));
});

test('where another metric decided, its name stands with the value; a reason is its first line', async (t) => {
  const loss = { validation: { metric: 'loss', direction: 'min' as const, value: 0.25, step: 1 } };
  const runs = [listedRun('a', bestIou(0.5)), listedRun('b', { ...loss, error: 'one\ntwo' })];
  const [, first, second] = printTable({ columns: usualColumns(runs, now), rows: await rowsOf(runs, []) }).split('\n');
  t.deepEqual(first!.split(/ {2,}/), ['a', 'completed', '10/10 100%', '0.5000', '1m 00s', '1h 00m ago', '-']);
  t.deepEqual(second!.split(/ {2,}/).slice(3, 4), ['val/loss 0.2500']);
  t.true(second!.trimEnd().endsWith('one'));
});

test('columns that are asked for are looked up, and numbers of a configuration stay as they are', async (t) => {
  const runs = [listedRun('a', bestIou(0.123456), { optimizer: { lr: 0.0003 } }), listedRun('b', { tags: ['x', 'y'] })];
  const { columns, fields } = await askedColumns(' run, optimizer.lr,val,tags', runs);
  const table = { columns, rows: await rowsOf(runs, fields) };
  t.deepEqual(csvTable(table).split('\r\n'), [
    'run,optimizer.lr,val/iou/macro/image,tags',
    'a,0.0003,0.123456,',
    'b,,,"x, y"',
    '',
  ]);
  t.regex(printTable(table), /^a +0\.0003 +0\.1235/m);
});
