import test from 'ava';
import {
  hasPixels,
  macroRatio,
  microRatio,
  ratioPerClass,
  weightedRatio,
  type Ratio,
} from '../../../src/components/metrics/ratio.ts';

const precision: Ratio = {
  name: 'precision',
  numerator: ({ truePositives }) => truePositives,
  denominator: ({ truePositives, falsePositives }) => truePositives + falsePositives,
};
/** Class 0: 6 right, 2 called 1, 1 called 2. Class 1: 3 right, 1 called 0. Class 2 is absent. */
const confusion = { classes: 3, counts: Float64Array.of(6, 2, 1, 1, 3, 0, 0, 0, 0) };

test('a class has a value if the target has it', (t) => {
  t.deepEqual(ratioPerClass(precision, confusion, 'skip'), [6 / 7, 3 / 5, undefined]);
});

test('macro is the mean of the classes, micro one fraction of all sums, with the absent class in it', (t) => {
  t.is(macroRatio(precision, confusion, 'skip'), (6 / 7 + 3 / 5) / 2);
  t.is(microRatio(precision, confusion), 9 / 13);
});

test('without a counted pixel there is nothing to divide', (t) => {
  const empty = { classes: 2, counts: new Float64Array(4) };
  t.deepEqual([hasPixels(confusion), hasPixels(empty)], [true, false]);
  t.is(macroRatio(precision, empty, 'skip'), NaN);
});

/** Class 0: 3 right, 1 called 2. Class 1: 1 right, 1 called 0. Class 2 is absent, class 3 is nowhere. */
const stray = { classes: 4, counts: Float64Array.of(3, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) };

test('a class that is only predicted counts nothing, or 0 if that is asked for; one that is nowhere never counts', (t) => {
  t.deepEqual(ratioPerClass(precision, stray, 'skip'), [3 / 4, 1, undefined, undefined]);
  t.deepEqual(ratioPerClass(precision, stray, 'zero'), [3 / 4, 1, 0, undefined]);
  t.is(macroRatio(precision, stray, 'zero'), (3 / 4 + 1) / 3);
});

test('weighted is the mean by the pixels of each class in the target', (t) => {
  t.is(weightedRatio(precision, stray, 'skip'), ((4 * 3) / 4 + 2) / 6);
  t.is(weightedRatio(precision, stray, 'zero'), ((4 * 3) / 4 + 2) / 6);
});

test('a class of the target without a denominator has the value of the ratio, or none', (t) => {
  // Class 1 is in the target and never predicted.
  const never = { classes: 2, counts: Float64Array.of(2, 0, 1, 0) };
  t.deepEqual(ratioPerClass(precision, never, 'skip'), [2 / 3, undefined]);
  t.deepEqual(ratioPerClass({ ...precision, empty: 0 }, never, 'skip'), [2 / 3, 0]);
  t.deepEqual(ratioPerClass(precision, never, 'zero'), [2 / 3, 0]);
});
