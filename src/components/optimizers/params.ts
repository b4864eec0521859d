import { z } from 'zod';
import { learningRates, momenta, weightDecays } from './search-ranges.ts';

/** The learning rate of an optimizer, with its default. */
export function learningRateParam(preset: number) {
  return z.number().positive().default(preset).describe('Learning rate, before the scheduler.').meta(learningRates);
}

export const momentumParam = z
  .number()
  .min(0)
  .lt(1)
  .default(0)
  .describe('Share of the last update that is kept in the next one.')
  .meta(momenta);

/** Weight decay as PyTorch's optimizers have it that don't decouple it: an L2 penalty. */
export const weightDecayParam = z
  .number()
  .nonnegative()
  .default(0)
  .describe('The parameter times this is added to the gradient.')
  .meta(weightDecays);
