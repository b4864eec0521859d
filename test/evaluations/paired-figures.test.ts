import test from 'ava';
import { pairedFigures } from '../../src/evaluations/paired-figures.ts';
import { scoreOf } from '../../src/evaluations/score-line.ts';
import { photoOf } from './_photos.ts';

const scores = [
  scoreOf(photoOf('a', [0, 0, 1, 1], [0, 0, 1, 0], 0.5)),
  scoreOf(photoOf('b', [0, 0], [0, 1], 1)),
  scoreOf(photoOf('c', [255], [1], NaN)),
];
const { figures, a } = pairedFigures({ a: scores, b: scores, classes: ['sky', 'cat', 'dog'], sameLoss: true });
const valueOf = (name: string, weights: readonly number[]) =>
  a(Float64Array.from(weights))[figures.findIndex((figure) => figure.name === name)];

test('figures over photos, each of which counts as often as it was drawn', (t) => {
  t.is(valueOf('iou/macro/image', [1, 1, 1]), ((2 / 3 + 1 / 2) / 2 + 1 / 2) / 2);
  t.is(valueOf('iou/macro/image', [0, 3, 5]), 1 / 2);
  t.is(valueOf('iou/none/dataset sky', [1, 1, 1]), 3 / 5);
  t.is(valueOf('iou/none/dataset sky', [2, 1, 0]), 5 / 8);
  t.is(valueOf('iou/none/dataset cat', [1, 1, 1]), 1 / 3);
  t.is(valueOf('iou/macro/dataset', [1, 1, 1]), (3 / 5 + 1 / 3) / 2);
  t.is(valueOf('iou/macro/dataset', [0, 1, 0]), 1 / 2, 'a class that was not drawn is left out');
  t.is(valueOf('iou/none/dataset dog', [1, 1, 1]), NaN);
  t.is(valueOf('pixel-accuracy/micro/dataset', [1, 2, 0]), 5 / 8);
  t.is(valueOf('loss per photo', [1, 3, 1]), 3.5 / 4);
});

test('losses are compared only if they are the same', (t) => {
  t.is(figures.at(-1)!.direction, 'min');
  const names = pairedFigures({ a: scores, b: scores, classes: ['sky'], sameLoss: false }).figures.map(
    ({ name }) => name,
  );
  t.false(names.includes('loss per photo'));
});
