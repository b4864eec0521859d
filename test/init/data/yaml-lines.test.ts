import test from 'ava';
import { parse } from 'yaml';
import { yamlLines, yamlText } from '../../../src/init/data/yaml-lines.ts';

test('comments are in one column, those of long lines above', (t) => {
  const long = `  images: ${'x'.repeat(60)}`;
  t.deepEqual(yamlLines([['a: 1', 'one'], ['ab: 2', 'two'], ['c: 3'], [long, 'three']]), [
    'a: 1    # one',
    'ab: 2   # two',
    'c: 3',
    '  # three',
    long,
  ]);
});

test('every text reads back as it is, also within brackets', (t) => {
  for (const text of [
    'cat',
    'a b',
    '*/x.png',
    'p/{split}/*.{jpg,png}',
    '007',
    'true',
    'null',
    ': #',
    'été',
    "it's",
    '1e3',
    '',
    ' x',
    'a, b',
    'images/*.jpg',
  ])
    t.deepEqual(parse(`[${yamlText(text)}]`), [text]);
});
