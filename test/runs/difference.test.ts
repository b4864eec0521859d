import test from 'ava';
import { differenceOf } from '../../src/runs/difference.ts';
import { spreadOf } from '../../src/runs/spread.ts';

test("the interval is Welch's: deviations are not taken for equal", (t) => {
  // Variances of the means: 0.0001 / 3 and 0.000467 / 4; 4.4182 degrees of freedom, of which the quantile is 2.6758
  // (mpmath).
  const found = differenceOf(spreadOf([0.81, 0.83, 0.82]), spreadOf([0.8, 0.84, 0.79, 0.81]))!;
  const variance = 0.0001 / 3 + 0.0014 / 3 / 4;
  const degrees = variance ** 2 / ((0.0001 / 3) ** 2 / 2 + (0.0014 / 3 / 4) ** 2 / 3);
  t.true(Math.abs(degrees - 4.4182) < 1e-3, String(degrees));
  t.true(Math.abs(found.difference - 0.01) < 1e-12);
  t.true(Math.abs(found.interval[1] - found.difference - 2.6758 * Math.sqrt(variance)) < 1e-4, String(found.interval));
  t.true(Math.abs(found.interval[0] + found.interval[1] - 2 * found.difference) < 1e-12);
  t.true(found.withinSpread);
});

test('a difference that is large beside the spread is not within it, in either direction', (t) => {
  const [low, high] = [spreadOf([0.5, 0.51, 0.52]), spreadOf([0.7, 0.71, 0.72])];
  t.false(differenceOf(low, high)!.withinSpread);
  t.false(differenceOf(high, low)!.withinSpread);
  t.true(differenceOf(low, high)!.difference < 0);
});

test('equal values have no spread, so that any difference is one', (t) => {
  t.deepEqual(differenceOf(spreadOf([1, 1]), spreadOf([0.5, 0.5])), {
    difference: 0.5,
    interval: [0.5, 0.5],
    withinSpread: false,
  });
  t.true(differenceOf(spreadOf([1, 1]), spreadOf([1, 1]))!.withinSpread);
});

test('one run does not say how much another seed changes', (t) => {
  t.is(differenceOf(spreadOf([0.9]), spreadOf([0.5, 0.51])), undefined);
  t.is(differenceOf(spreadOf([0.5, 0.51]), spreadOf([0.9])), undefined);
});
