import test from 'ava';
import {
  balancedWeights,
  checkWeights,
  classWeights,
  writtenWeights,
} from '../../../src/components/losses/class-weights.ts';
import type { TesseraError } from '../../../src/core/errors/index.ts';

const classes = [{ name: 'bg' }, { name: 'cat' }, { name: 'dog' }];
const problemOf = (t: { throws: <E extends Error>(work: () => void) => E }, weights: number[]) =>
  t.throws<TesseraError>(() => checkWeights(weights, classes, 'loss.class_weight')).problems[0]!;

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
  for (const fine of [undefined, 'balanced' as const, [0, 1, 2]])
    t.notThrows(() => checkWeights(fine, classes, 'loss.class_weight'));
  t.like(problemOf(t, [1, 2]), {
    code: 'bad-value',
    path: 'loss.class_weight',
    message: 'expected a weight for each class, 3; got 2',
    hints: ['the classes are bg, cat, dog'],
  });
  t.regex(problemOf(t, [0, 0, 0]).message, /zeros only/);
});
