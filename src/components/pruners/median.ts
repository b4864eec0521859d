import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const median = defineComponent({
  kind: 'pruner',
  type: 'median',
  description:
    'The median rule (Golovin et al. 2017): stops a run whose best value so far is worse than the median that ' +
    'complete runs had at the same validation.',
  params: z.strictObject({
    n_startup_trials: z.int().positive().default(5).describe('Nothing is stopped before so many runs are complete.'),
    n_warmup_steps: z
      .int()
      .nonnegative()
      .default(0)
      .describe('The first validations of a run, at which it is not stopped.'),
  }),
  build:
    ({ n_startup_trials: startup, n_warmup_steps: warmup }) =>
    (own, others, direction) => {
      const complete = others.filter(({ isComplete }) => isComplete);
      if (complete.length < startup || own.length <= warmup) return undefined;
      const at = own.length - 1;
      const theirs = complete.map(({ values }) => values[at] ?? NaN).filter((value) => !Number.isNaN(value));
      if (theirs.length === 0) return undefined;
      const cutoff = medianOf(theirs);
      const counted = own.filter((value) => !Number.isNaN(value));
      const best = direction === 'max' ? Math.max(...counted) : Math.min(...counted);
      return { keep: direction === 'max' ? best >= cutoff : best <= cutoff, cutoff, among: theirs.length };
    },
});

/** The middle value, or the mean of the two in the middle. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
