import test from 'ava';
import { parseClassNames } from '../../../src/init/data/class-names.ts';

test('a name on each line, with or without numbers', (t) => {
  t.deepEqual(parseClassNames('\uFEFF# classes\nbackground\n\nStraße 1\r\n'), [
    { name: 'background' },
    { name: 'Straße 1' },
  ]);
  t.deepEqual(parseClassNames('0: sky\n7 road\n'), [
    { value: 0, name: 'sky' },
    { value: 7, name: 'road' },
  ]);
});

test("colours before names, as CamVid's, and tables with a header", (t) => {
  t.deepEqual(parseClassNames('64 128 64\tAnimal\n0, 0, 192, Side walk\n'), [
    { name: 'Animal', color: [64, 128, 64] },
    { name: 'Side walk', color: [0, 0, 192] },
  ]);
  t.deepEqual(parseClassNames('Name,R,G,B\n"cat",1,2,3\ndog,4,5,6\n'), [
    { name: 'cat', color: [1, 2, 3] },
    { name: 'dog', color: [4, 5, 6] },
  ]);
  t.deepEqual(parseClassNames('Idx\tRatio\tName\n1\t0.15\twall\n2\t0.11\tbuilding\n'), [
    { name: 'wall', value: 1 },
    { name: 'building', value: 2 },
  ]);
});

test('lists of samples, other tables, one line and long texts are no names', (t) => {
  for (const text of ['a.jpg\nb.jpg', 'x/a\nx/b', 'a,b\n1,2', 'only', '', 'same\nsame', '-\n+'])
    t.is(parseClassNames(text), undefined, text);
  const long = Array.from({ length: 301 }, (_, index) => `class ${index}`);
  t.is(parseClassNames(long.join('\n')), undefined);
  t.is(parseClassNames(long.slice(1).join('\n'))?.length, 300);
});
