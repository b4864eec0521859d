import test from 'ava';
import { studentT } from '../../src/runs/student-t.ts';

/** The first four from printed tables of the t distribution, the others from mpmath's `betainc`. */
const quantiles: readonly (readonly [degrees: number, confidence: number, t: number])[] = [
  [1, 0.95, 12.7062],
  [2, 0.95, 4.302653],
  [30, 0.95, 2.042272],
  [4, 0.99, 4.604095],
  [2.5, 0.95, 3.574655],
  [7.3, 0.95, 2.345067],
  [1000, 0.95, 1.962339],
  [0.5, 0.8, 10.270324],
];

for (const [degrees, confidence, expected] of quantiles) {
  test(`${confidence} of Student's distribution with ${degrees} degrees of freedom lies within ${expected}`, (t) => {
    t.true(Math.abs(studentT(degrees, confidence) - expected) < 6e-6 * expected);
  });
}
