import test from 'ava';
import { drawMutants, shares } from '../../../proof/mutation/draw.ts';
import { candidatesOfText } from './_tree.ts';

const small = candidatesOfText('f(1); f(2);', 'src/small.ts');
const large = candidatesOfText('g(1); g(2); g(3); g(4); g(5); g(6);', 'src/large.ts');
const draw = (seed: number, count: number, isValid = () => true) =>
  [...drawMutants([small, large], { seed, count, isValid })].map(({ file, to }) => `${file} ${to}`);

test('shares are whole, in proportion, and add up', (t) => {
  t.deepEqual(shares([10, 20, 70], 10), [1, 2, 7]);
  t.deepEqual(shares([1, 1, 1], 4), [2, 1, 1]);
  t.deepEqual(shares([3, 1], 2), [2, 0]);
});

test('each file gives its share', (t) => {
  const drawn = draw(1, 8);
  t.is(drawn.length, 8);
  t.is(drawn.filter((name) => name.startsWith('src/small.ts')).length, 2);
  t.is(new Set(drawn).size, 8);
});

test('the same seed draws the same, another seed others', (t) => {
  t.deepEqual(draw(1, 6), draw(1, 6));
  t.notDeepEqual(draw(1, 6), draw(2, 6));
});

test('a greater count draws the same and more', (t) => {
  const few = draw(1, 4);
  const many = draw(1, 12);
  t.deepEqual(
    few.filter((name) => !many.includes(name)),
    [],
  );
});

test('what does not count is passed over, and others are drawn for it', (t) => {
  const all = small.length + large.length;
  const valid = [...drawMutants([small, large], { seed: 1, count: 6, isValid: ({ file }) => file === 'src/large.ts' })];
  t.is(valid.length, 6);
  t.true(valid.every(({ file }) => file === 'src/large.ts'));
  t.is(draw(1, all + 5).length, all, 'no more than there are');
  t.deepEqual(
    draw(1, 3, () => false),
    [],
  );
});
