import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const asha = defineComponent({
  kind: 'pruner',
  type: 'asha',
  description:
    'Asynchronous successive halving (Li et al. 2020) that stops: at the rungs, a run goes on if it is among ' +
    'the best of all that have come so far.',
  params: z.strictObject({
    min_resource: z.int().positive().default(1).describe('The validation at which the first rung is, from 1.'),
    reduction_factor: z
      .int()
      .min(2)
      .default(3)
      .describe('One of so many runs goes on at a rung, and each rung is so many times later than the one before.'),
  }),
  build:
    ({ min_resource: first, reduction_factor: eta }) =>
    (own, others, direction) => {
      if (!isRung(own.length, first, eta)) return undefined;
      const at = own.length - 1;
      const worst = direction === 'max' ? -Infinity : Infinity;
      const valueOf = (value: number) => (Number.isNaN(value) ? worst : value);
      const rung = [own, ...others.map(({ values }) => values)].filter(({ length }) => length > at);
      const sorted = rung.map((values) => valueOf(values[at]!)).sort((a, b) => (direction === 'max' ? b - a : a - b));
      // Whoever comes first goes on, since a share of 1 is less than one run.
      const cutoff = sorted[Math.max(1, Math.floor(sorted.length / eta)) - 1]!;
      const value = valueOf(own[at]!);
      return { keep: direction === 'max' ? value >= cutoff : value <= cutoff, cutoff, among: sorted.length };
    },
});

/** Whether there is a rung at a validation: `first`, then each `eta` times later than the one before. */
function isRung(validation: number, first: number, eta: number): boolean {
  let rung = first;
  while (rung < validation) rung *= eta;
  return rung === validation;
}
