import type { Spread } from './spread.ts';
import { studentT } from './student-t.ts';

/** Share of the intervals that contain the true difference, if values are distributed normally. */
export const confidence = 0.95;

export interface Difference {
  /** Mean of the first minus mean of the second. */
  readonly difference: number;
  /** Welch's interval of the difference. */
  readonly interval: readonly [low: number, high: number];
  /** Whether the interval contains 0: other seeds alone may make such a difference. */
  readonly withinSpread: boolean;
}

/**
 * How far two groups of runs are apart, measured by how their own runs differ. Undefined unless both have two values or
 * more: one run doesn't say how much another seed changes.
 *
 * The interval is that of Welch's t-test, which doesn't take both deviations for equal (B. L. Welch, "The
 * generalization of 'Student's' problem when several different population variances are involved", Biometrika 34,
 * 1947). C. Colas, O. Sigaud and P.-Y. Oudeyer recommend it for seeds ("How Many Random Seeds?", 2018).
 */
export function differenceOf(a: Spread, b: Spread): Difference | undefined {
  if (a.count < 2 || b.count < 2) return undefined;
  const difference = a.mean - b.mean;
  const [va, vb] = [a.deviation ** 2 / a.count, b.deviation ** 2 / b.count];
  const half = va + vb === 0 ? 0 : studentT(degreesOf(va, a.count, vb, b.count), confidence) * Math.sqrt(va + vb);
  const interval = [difference - half, difference + half] as const;
  return { difference, interval, withinSpread: interval[0] <= 0 && interval[1] >= 0 };
}

/** The Welch-Satterthwaite degrees of freedom. `va` and `vb` are variances of the means. */
function degreesOf(va: number, na: number, vb: number, nb: number): number {
  return (va + vb) ** 2 / (va ** 2 / (na - 1) + vb ** 2 / (nb - 1));
}
