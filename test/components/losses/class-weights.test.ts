import test from 'ava';
import {
  balancedWeights,
  classWeights,
  weightProblems,
  writtenWeights,
} from '../../../src/components/losses/class-weights.ts';

const classes = [{ name: 'bg' }, { name: 'cat' }, { name: 'dog' }];
const problemsOf = (weights: number[] | 'balanced' | undefined) =>
  weightProblems(weights, classes, 'loss.class_weight');

test('balanced weights give every class the same share, and one without pixels none', (t) => {
  t.deepEqual(balancedWeights([60, 30, 10]), [100 / 180, 100 / 90, 100 / 30]);
  t.deepEqual(balancedWeights([6, 2, 0]), [8 / 18, 8 / 6, 0]);
});

test('weights are a list, or balanced, which is nothing as long as nothing is counted', (t) => {
  t.deepEqual(writtenWeights([1, 2]), [1, 2]);
  t.is(writtenWeights('balanced'), undefined);
  t.false(classWeights.safeParse('median').success);
  t.false(classWeights.safeParse([1, -1]).success);
});

test('there is a weight for each class, and one above 0', (t) => {
  for (const fine of [undefined, 'balanced' as const, [0, 1, 2]]) t.deepEqual(problemsOf(fine), []);
  t.like(problemsOf([1, 2])[0], {
    code: 'bad-value',
    path: 'loss.class_weight',
    message: 'expected a weight for each class, 3; got 2',
    hints: ['the classes are bg, cat, dog'],
  });
  t.regex(problemsOf([0, 0, 0])[0]!.message, /zeros only/);
});
