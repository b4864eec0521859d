import test from 'ava';
import type { ClassName } from '../../../src/init/data/class-names.ts';
import { maskFacts, totalOf } from '../../../src/init/data/mask-facts.ts';
import { namesFor, numberedNames, plainNames } from '../../../src/init/data/values-with-names.ts';
import type { Rule } from '../../../src/init/data/value-rule.ts';

const plain = (...names: string[]): ClassName[] => names.map((name) => ({ name }));

/** What a rule says of one mask with these pixels. */
function said(rule: Rule, pixels: readonly number[], names: readonly ClassName[]) {
  const totals = totalOf([maskFacts({ height: 1, width: pixels.length, channels: 1, data: pixels, white: 255 })]);
  const hints = { masks: 'm/*.png', perObject: false, names: { path: 'classes.txt', names } };
  const found = rule({ totals, values: [...totals.shares.keys()], hints });
  if (!found) return undefined;
  const classes = found.classes.map(({ name, values }) => `${values.join()} ${name}`).join(', ');
  return [classes, found.ignored.join(), ...found.found];
}

test('names in the order of values begin with 0, or with 1 if there are as many as the highest value', (t) => {
  t.deepEqual(said(plainNames, [0, 1, 255, 255], plain('sky', 'sea')), [
    '0 sky, 1 sea',
    '255',
    '2 classes from `classes.txt`, in the order of their values; 255 is not in it, and ignored (50.0 % of the pixels)',
  ]);
  t.deepEqual(said(plainNames, [0, 1, 2, 2], plain('sky', 'sea')), [
    '1 sky, 2 sea',
    '0',
    '2 classes from `classes.txt`, for the values from 1 on; 0 is not in it, and ignored (25.0 % of the pixels)',
  ]);
  t.is(said(plainNames, [0, 3], plain('sky', 'sea')), undefined, 'too few names');
});

test('a file with numbers says which value each class has, in the order of the values', (t) => {
  const names = [
    { name: 'car; auto', value: 7 },
    { name: 'void', value: 0 },
    { name: 'road', value: 3 },
  ];
  t.deepEqual(said(numberedNames, [0, 3, 7, 9], names), [
    '3 road, 7 car',
    '0,9',
    '2 classes with their values from `classes.txt`; 9 is not in it, and ignored (25.0 % of the pixels)',
  ]);
  t.is(said(numberedNames, [1, 2], names), undefined, 'none of its values is there');
  t.is(said(numberedNames, [0, 1], plain('a', 'b')), undefined, 'it has no numbers');
  t.is(said(plainNames, [0, 3], names), undefined, 'it has numbers');
});

test('a first line that says what is ignored is no class', (t) => {
  const hints = { masks: '', perObject: false, names: { path: 'x', names: plain('__ignore__', 'sky', 'sea') } };
  t.deepEqual(namesFor([0, 1], hints), [
    { name: 'sky', values: [0] },
    { name: 'sea', values: [1] },
  ]);
});
