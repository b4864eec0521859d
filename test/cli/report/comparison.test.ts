import test from 'ava';
import { comparisonSections, mostColumns, runsTable } from '../../../src/cli/report/comparison.ts';
import { csvTable, printTable } from '../../../src/cli/report/table.ts';
import type { Comparison } from '../../../src/runs/compare.ts';

const iou = 'iou/macro/image';

/** Runs with one seed each; the last has the best validation and the worst test. */
function comparisonOf(count: number): Comparison {
  const indices = Array.from({ length: count }, (_, index) => index);
  const rows = (name: string, of: (index: number) => number) => ({
    name,
    direction: 'max' as const,
    values: indices.map(of),
  });
  const runs = indices.map((index) => ({
    index,
    path: `r${index}`,
    key: `${index}`,
    isComplete: true,
    validation: { metric: iou, direction: 'max' as const, value: index, step: 1 },
  }));
  return {
    config: [{ name: 'optimizer.lr', values: indices.map((index) => 1 / 10 ** index) }],
    ranking: {
      objective: { metric: iou, direction: 'max' },
      groups: runs
        .toReversed()
        .map((run) => ({ key: run.key, runs: [run], validation: { mean: run.index, deviation: NaN, count: 1 } })),
    },
    validation: { metrics: [rows(iou, (index) => index)], classes: [{ ...rows(iou, () => 0.5), class: 'cat' }] },
    test: { metrics: [rows(iou, (index) => count - index)], classes: [] },
    curves: [{ name: 'train/loss', curves: indices.map((index) => [{ step: 1, value: index }]) }],
    about: [{ name: 'status', values: indices.map(() => 'completed') }],
  };
}
const namesOf = (count: number) => Array.from({ length: count }, (_, index) => `run-${index}`);
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
