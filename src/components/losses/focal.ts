import { z } from 'zod';
import { defineComponent, type Loss } from '../../registry/index.ts';
import { classWeight } from '../../tasks/semantic/class-weight.ts';
import { checkIgnoreIndex, ignoreIndexParam } from './ignore-index.ts';

export const focal = defineComponent({
  kind: 'loss',
  type: 'focal',
  description:
    'Focal loss (Lin et al. 2017): cross-entropy times `(1 - p)^gamma`, averaged over the pixels that are not ignored.',
  params: z.strictObject({
    gamma: z
      .number()
      .nonnegative()
      .default(1)
      .describe('How strongly the weight of well-classified pixels is reduced; `0` gives cross-entropy.'),
    ignore_index: ignoreIndexParam,
  }),
  async build({ gamma, ignore_index }, { classes }) {
    checkIgnoreIndex(ignore_index, classes);
    const { focalLoss } = await import('./focal-loss.ts');
    const options = { gamma, ignoreIndex: ignore_index };
    return Object.assign<Loss, Pick<Loss, 'weightOf'>>((logits, target) => focalLoss(logits, target, options), {
      weightOf: (masks) => classWeight(masks, { classes: classes.length, ...options }),
    });
  },
});
