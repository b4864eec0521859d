import { z } from 'zod';
import { defineScheduler } from './define-scheduler.ts';

export const oneCycle = defineScheduler({
  type: 'one-cycle',
  description:
    'The learning rate rises to that of the optimizer, then falls far below its beginning (Smith and Topin ' +
    '2018), as `torch.optim.lr_scheduler.OneCycleLR` with `cycle_momentum=False`.',
  params: z.strictObject({
    total_steps: z
      .int()
      .min(2)
      .optional()
      .describe('Optimizer steps of the cycle; by default all steps of training. Afterwards the rate does not change.'),
    rise: z.number().gt(0).lt(1).default(0.3).describe('Share of the steps in which the rate rises (`pct_start`).'),
    start_factor: z
      .number()
      .positive()
      .max(1)
      .default(1 / 25)
      .describe('The first learning rate divided by the highest (1 / `div_factor`).'),
    end_factor: z
      .number()
      .nonnegative()
      .max(1)
      .default(1 / 25 / 1e4)
      .describe('The last learning rate divided by the highest (1 / `div_factor` / `final_div_factor`).'),
    shape: z.enum(['cosine', 'linear']).default('cosine').describe('How the rate rises and falls.'),
  }),
  build({ total_steps, rise, start_factor, end_factor, shape }, { totalSteps }) {
    const total = total_steps ?? totalSteps;
    const peak = rise * total - 1;
    const last = total - 1;
    const between = shape === 'cosine' ? alongCosine : alongLine;
    return (completed) => {
      const position = Math.min(completed, last);
      // With fewer than two steps of rise, training begins at or after the peak.
      return position <= peak
        ? between(start_factor, 1, peak === 0 ? 1 : position / peak)
        : between(1, end_factor, (position - peak) / (last - peak));
    };
  },
});

function alongCosine(from: number, to: number, share: number): number {
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
}

function alongLine(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
