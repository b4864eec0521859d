import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { parseTable } from '../../../src/data/annotations/table-file.ts';

const cells = async (text: string) => (await parseTable(text, 't.csv'))?.map((row) => row.cells);

test('commas, semicolons and tabs part cells, which quotes may hold together', async (t) => {
  t.deepEqual(await cells('a, b\n"x, 1",y\n'), [
    ['a', 'b'],
    ['x, 1', 'y'],
  ]);
  t.deepEqual(await cells('a;b\n1,5;2\n'), [
    ['a', 'b'],
    ['1,5', '2'],
  ]);
  t.deepEqual(await cells('\ufeffa\tb\r\n\r\n1\t2\r\n'), [
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('a text without any of them is no table', async (t) => {
  t.is(await parseTable('wall\nsky\n', 't.txt'), undefined);
  t.is(await parseTable('', 't.txt'), undefined);
});

test('each row knows its line', async (t) => {
  const rows = await parseTable('a,b\n\n1,2\n', 't.csv');
  t.deepEqual(
    rows!.map(({ line, text }) => [line, text]),
    [
      [1, 'a,b'],
      [3, '1,2'],
    ],
  );
});

test('a quote that is not closed is told with its line', async (t) => {
  const error = await t.throwsAsync(parseTable('a,b\n1,2\n"x,3\n', 't.csv'), { instanceOf: TesseraError });
  const [problem] = error.problems;
  t.is(problem!.code, 'bad-dataset');
  t.deepEqual([problem!.where!.file, problem!.where!.line], ['t.csv', 3]);
});
