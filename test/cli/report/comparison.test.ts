import test from 'ava';
import { comparisonSections, mostColumns, runsTable } from '../../../src/cli/report/comparison.ts';
import { csvTable, printTable } from '../../../src/cli/report/table.ts';
import { comparisonOf, iou, namesOf } from './_comparison.ts';

const titlesOf = (count: number) => comparisonSections(namesOf(count), comparisonOf(count)).map(({ title }) => title);

test('a few runs are columns, many are rows', (t) => {
  t.deepEqual(titlesOf(mostColumns), [
    'config',
    'val at the best checkpoint',
    `val/${iou} by class`,
    'test of the best checkpoint',
    'seeds',
    'train/loss',
    'run',
  ]);
  t.deepEqual(titlesOf(mostColumns + 1), ['runs, the best validation first', 'seeds', 'train/loss']);
});

test('numbers of a configuration are shown as they are written, figures with four digits', (t) => {
  const [config, , classes] = comparisonSections(namesOf(3), comparisonOf(3)).map(({ table }) => table);
  const last = (table = config) => printTable(table!).split('\n').at(-1)!.split(/ +/);
  t.deepEqual(last(), ['optimizer.lr', '1', '0.1', '0.01']);
  t.deepEqual(last(classes), ['cat', '0.5000', '0.5000', '0.5000']);
});

test('rows are in the order of the validation, with what differs and the figures of both splits', (t) => {
  const { table } = comparisonSections(namesOf(5), comparisonOf(5))[0]!;
  const lines = printTable(table!)
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  t.deepEqual(lines[0], ['rank', 'run', 'name', 'optimizer.lr', `best val/${iou}`, `test/${iou}`, 'status']);
  t.deepEqual(lines[1], ['#1', '[5]', 'run-4', '0.0001', '4', '1', 'completed']);
  t.deepEqual(lines[5]!.slice(0, 3), ['#5', '[1]', 'run-0']);
});

test('a table for scripts has every figure, also of each class', (t) => {
  const [header, first] = csvTable(runsTable(['a', 'b'], comparisonOf(2))).split('\r\n');
  t.is(header, `rank,run,optimizer.lr,best val/${iou},val/${iou},val/${iou} cat,test/${iou},status`);
  t.is(first, '1,b,0.1,1,1,0.5,1,completed');
});

test('of many curves the first by validation are drawn', (t) => {
  const { lines = [] } = comparisonSections(namesOf(14), comparisonOf(14)).find(({ title }) => title === 'train/loss')!;
  t.regex(lines[0]!, /from 2\.00 to 13\.0, the first 12 by validation$/);
  t.regex(lines[1]!, /^\[3\] +▁/);
  t.is(lines.length, 13);
});
