import test from 'ava';
import { csvTable, markdownTable, printTable, type Table } from '../../../src/cli/report/table.ts';

interface Run {
  readonly name: string;
  readonly iou?: number | null;
  readonly steps: number;
}

const table: Table<Run> = {
  columns: [
    { title: 'run', value: ({ name }) => name },
    { title: 'IoU', key: 'test/iou', value: ({ iou }) => iou },
    { title: 'steps', value: ({ steps }) => steps, show: ({ steps }) => `${steps} of 20` },
  ],
  rows: [
    { name: 'a|b', iou: 0.123456, steps: 5 },
    { name: 'c, "d"', iou: null, steps: 20 },
  ],
};

test('numbers are aligned right with four digits, a dash stands for none, and text is aligned left', (t) => {
  t.is(
    printTable(table),
    ['run        IoU     steps', 'a|b     0.1235   5 of 20', 'c, "d"       -  20 of 20'].join('\n'),
  );
});

test('whole numbers have no digits after the point, and what is no number is as it is', (t) => {
  const values = [3, 0.5, NaN, Infinity, true, undefined];
  t.is(
    printTable({ columns: [{ title: 'x', value: (value: (typeof values)[number]) => value }], rows: values }),
    ['x', '3', '0.5000', 'NaN', 'Infinity', 'true', '-'].join('\n'),
  );
});

test('a column is aligned as it says', (t) => {
  const column = { title: 'size', value: (row: string) => row };
  t.is(printTable({ columns: [{ ...column, align: 'right' }], rows: ['9'] }), 'size\n   9');
  t.is(printTable({ columns: [{ ...column, align: 'left' }], rows: ['9'] }), 'size\n9');
});

test('CSV has full numbers, names of columns of its own, and nothing where there is no value', (t) => {
  t.is(csvTable(table), 'run,test/iou,steps\r\na|b,0.123456,5\r\n"c, ""d""",,20\r\n');
});

test('Markdown has what a person sees, aligned, with bars escaped', (t) => {
  t.is(
    markdownTable(table),
    '| run | IoU | steps |\n| --- | ---: | ---: |\n| a\\|b | 0.1235 | 5 of 20 |\n| c, "d" | - | 20 of 20 |',
  );
});
