import test from 'ava';
import { parseClassNames } from '../../../src/init/data/class-names.ts';
import { maskFacts, totalOf, type MaskTotals, type Rgb } from '../../../src/init/data/mask-facts.ts';
import { meaningOf, type Meaning, type MeaningHints } from '../../../src/init/data/meaning.ts';

/** Masks with these values, as often as they are listed. */
function masksOf(...masks: readonly (readonly number[])[]): MaskTotals {
  const facts = masks.map((data) => maskFacts({ height: 1, width: data.length, channels: 1, data, white: 255 }));
  return totalOf(facts);
}

function coloredMasks(...colors: readonly Rgb[]): MaskTotals {
  return totalOf([maskFacts({ height: 1, width: colors.length, channels: 3, data: colors.flat(), white: 255 })]);
}

const meaning = (totals: MaskTotals, hints: Partial<MeaningHints> = {}) =>
  meaningOf(totals, { masks: 'm/*.png', perObject: false, ...hints });

/** `0 background, 1 object; ignored 255` */
const said = ({ classes, ignored, rest }: Meaning) =>
  [
    classes.map(({ name, values }) => [...values, name].join(' ')).join(', '),
    ...(ignored.length > 0 ? [`ignored ${ignored.join(' ')}`] : []),
    ...(rest === undefined ? [] : [`rest ${rest}`]),
  ].join('; ');

const names = (path: string, text: string) => ({ names: { path, names: parseClassNames(text)! } });

test('binary masks, with and without what is ignored', (t) => {
  t.is(said(meaning(masksOf([0, 255]))), '0 background, 255 object');
  t.is(said(meaning(masksOf([0, 1, 255]))), '0 background, 1 object; ignored 255');
  t.is(said(meaning(masksOf([0, 1]), { classes: ['sky', 'sea'] })), '0 sky, 1 sea');
});

test('trimaps, unless nothing is said to be ignored', (t) => {
  t.is(said(meaning(masksOf([1, 2, 3]))), '2 background, 1 object; ignored 3');
  t.is(said(meaning(masksOf([1, 2, 3]), { ignore: [] })), '1 class-1, 2 class-2, 3 class-3');
});

test('0 is the background where it is most; elsewhere it is asked for', (t) => {
  const most = meaning(masksOf([0, 0, 1, 2]));
  t.is(said(most), '0 background, 1 class-1, 2 class-2');
  t.deepEqual([most.questions, most.unsure.length], [[], 1]);
  const less = meaning(masksOf([0, 1, 1, 2]));
  t.deepEqual(
    less.questions.map(({ flag, example }) => [flag, example]),
    [['ignore', '0']],
  );
  t.is(said(meaning(masksOf([0, 1, 1, 2]), { ignore: [0] })), '1 class-1, 2 class-2; ignored 0');
  t.is(said(meaning(masksOf([0, 1, 1, 2]), { classes: ['a', 'b'] })), '1 a, 2 b; ignored 0');
  t.is(said(meaning(masksOf([0, 1, 1, 2]), { classes: ['a', 'b', 'c'] })), '0 a, 1 b, 2 c');
});

test('a list of names begins at 0, or at 1 if there are as many as the highest value', (t) => {
  const file = names('classes.txt', 'wall\nfloor\n');
  t.is(said(meaning(masksOf([0, 1]), file)), '0 wall, 1 floor');
  t.is(said(meaning(masksOf([0, 1, 2]), file)), '1 wall, 2 floor; ignored 0');
  t.is(said(meaning(masksOf([0, 1, 255]), file)), '0 wall, 1 floor; ignored 255');
  t.true(meaning(masksOf([0, 1, 2, 3]), file).namesAreGuessed);
});

test('a table of names has their values, and what is void is ignored', (t) => {
  const file = names('info.csv', 'id,name\n7,road\n8,"side walk"\n1,void\n');
  t.is(said(meaning(masksOf([1, 7, 9]), file)), '7 road, 8 side walk; ignored 1 9');
});

test('many values without a gap number objects, which are one class', (t) => {
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);
  t.is(said(meaning(masksOf(numbered(14), numbered(9)))), '0 background, object; rest 1');
  t.true(
    said(meaning(masksOf([0, 0, ...[3, 9, 14, 20, 21, 22, 30, 31, 40, 50, 60]], [0]))).startsWith(
      '0 background, 3 class-3',
    ),
  );
});

test('too many values that no file names are a question', (t) => {
  const depths = Array.from({ length: 50 }, (_, index) => index * 3 + 1);
  t.deepEqual(
    meaning(masksOf(depths)).questions.map(({ flag }) => flag),
    ['classes'],
  );
});

test('smooth edges between two values are ignored', (t) => {
  const edges = Array.from({ length: 50 }, (_, index) => index * 4 + 10);
  const flat = (value: number) => Array.from({ length: 400 }, () => value);
  t.is(said(meaning(masksOf([...flat(0), ...edges, ...flat(255)]))), '0 background, 255 object; rest ignore');
});

test('JPEG masks have the values that most pixels are near', (t) => {
  const data = [
    ...Array.from({ length: 40 }, (_, index) => index % 3),
    ...Array.from({ length: 40 }, (_, index) => 253 + (index % 3)),
  ];
  const facts = maskFacts({ height: 1, width: 80, channels: 1, data, white: 255 }, true);
  const { classes } = meaning(totalOf([facts]));
  const levels = classes.map(({ values }) => values[0]!);
  t.deepEqual(
    classes.map(({ name }) => name),
    ['background', 'object'],
  );
  t.is(levels.length, 2);
  t.true(levels[0]! <= 2 && levels[1]! >= 253);
});

const [black, red, white]: Rgb[] = [
  [0, 0, 0],
  [255, 0, 0],
  [255, 255, 255],
];

test('colours: black first, names of a file, and rare ones ignored', (t) => {
  t.is(said(meaning(coloredMasks(red!, red!, black!))), '0 background, 16711680 red');
  const file = names('label_colors.txt', '255 0 0 roof\n255 255 255 wall\n0 0 0 Void\n');
  t.is(said(meaning(coloredMasks(red!, white!, black!), file)), '16711680 roof, 16777215 wall; ignored 0');
  const many = Array.from({ length: 2500 }, () => red!);
  t.is(
    said(meaning(coloredMasks(...many, ...many.map(() => black!), [1, 200, 3]))),
    '0 background, 16711680 red; rest ignore',
  );
});

test("four of CamVid's colours are enough to know them, three are not", (t) => {
  const [sky, road, car, tree]: Rgb[] = [
    [128, 128, 128],
    [128, 64, 128],
    [64, 0, 128],
    [128, 128, 0],
  ];
  t.is(meaning(coloredMasks(sky!, road!, car!, tree!, [192, 0, 192])).classes.length, 31);
  t.is(meaning(coloredMasks([192, 0, 192], road!, [64, 192, 0])).classes.length, 3);
});

test('one value with two colours in two files is a colour', (t) => {
  const mask = (palette: Rgb[]) => maskFacts({ height: 1, width: 2, channels: 1, data: [0, 1], white: 255, palette });
  t.is(totalOf([mask([black!, red!]), mask([black!, red!])]).kind, 'values');
  t.deepEqual([...totalOf([mask([black!, red!]), mask([black!, white!])]).shares.keys()], [0, 0xff0000, 0xffffff]);
});

test('too few or too many names are a question with the values that they are for', (t) => {
  const [question] = meaning(masksOf([0, 255]), { classes: ['a'] }).questions;
  t.is(question?.text, 'expected 2 names of classes, got 1: the masks have 0, 255');
  t.deepEqual(meaning(masksOf([0, 255]), { classes: ['a', 'b'] }).questions, []);
});

test('lists of classes are told from lists of samples', (t) => {
  t.deepEqual(parseClassNames('cat\ndog\n'), [{ name: 'cat' }, { name: 'dog' }]);
  t.deepEqual(parseClassNames('0: cat\n1: dog\n'), [
    { value: 0, name: 'cat' },
    { value: 1, name: 'dog' },
  ]);
  t.deepEqual(parseClassNames('name, r, g, b\nsky, 1, 2, 3\n'), [{ name: 'sky', color: [1, 2, 3] }]);
  t.is(parseClassNames('images/a.jpg\nimages/b.jpg\n'), undefined);
  t.is(parseClassNames('one\n'), undefined);
});
