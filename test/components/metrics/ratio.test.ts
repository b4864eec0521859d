import test from 'ava';
import { hasPixels, macroRatio, microRatio, ratioPerClass, type Ratio } from '../../../src/components/metrics/ratio.ts';

const precision: Ratio = {
  name: 'precision',
  numerator: ({ truePositives }) => truePositives,
  denominator: ({ truePositives, falsePositives }) => truePositives + falsePositives,
};
/** Class 0: 6 right, 2 called 1, 1 called 2. Class 1: 3 right, 1 called 0. Class 2 is absent. */
const confusion = { classes: 3, counts: Float64Array.of(6, 2, 1, 1, 3, 0, 0, 0, 0) };

test('a class has a value if the target has it', (t) => {
  t.deepEqual(ratioPerClass(precision, confusion), [6 / 7, 3 / 5, undefined]);
});

test('macro is the mean of the classes, micro one fraction of all sums, with the absent class in it', (t) => {
  t.is(macroRatio(precision, confusion), (6 / 7 + 3 / 5) / 2);
  t.is(microRatio(precision, confusion), 9 / 13);
});

test('without a counted pixel there is nothing to divide', (t) => {
  const empty = { classes: 2, counts: new Float64Array(4) };
  t.deepEqual([hasPixels(confusion), hasPixels(empty)], [true, false]);
  t.is(macroRatio(precision, empty), NaN);
});
