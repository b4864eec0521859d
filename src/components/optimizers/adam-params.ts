import { z } from 'zod';
import { groupsParam } from './parameter-groups.ts';
import { learningRateParam } from './params.ts';
import { weightDecays } from './search-ranges.ts';

const beta = z.number().min(0).lt(1);

/** The parameters of Adam and AdamW, which differ in the default weight decay only. */
export function adamParams(weightDecay: number) {
  return z.strictObject({
    lr: learningRateParam(1e-3),
    betas: z
      .tuple([beta, beta])
      .default([0.9, 0.999])
      .describe('Decay of the running means of the gradient and of its square.'),
    eps: z.number().positive().default(1e-8).describe('Added to the denominator.'),
    weight_decay: z
      .number()
      .nonnegative()
      .default(weightDecay)
      .describe('Strength of the weight decay, which pulls parameters towards 0.')
      .meta(weightDecays),
    amsgrad: z
      .boolean()
      .default(false)
      .describe('Whether to divide by the largest mean of squares so far (Reddi et al. 2018).'),
    groups: groupsParam,
  });
}
type Params = z.output<ReturnType<typeof adamParams>>;
export type AdamParams = Omit<Params, 'amsgrad' | 'groups'> & Partial<Pick<Params, 'amsgrad' | 'groups'>>;
