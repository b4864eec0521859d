import { z } from 'zod';
import { blendImages } from '../../data/transforms/mix.ts';
import { defineComponent } from '../../registry/index.ts';
import { drawBeta } from './draw-beta.ts';
import { mixing } from './mixing.ts';
import { probability } from './params.ts';

/**
 * Zhang et al. 2018 minimise share * loss(mask) + (1 - share) * loss(mask of the other), with the share from
 * Beta(alpha, alpha). Since each sample is as often the other as the first, the mean of that over all pairs is the mean
 * of loss(mask) with the share from Beta(alpha + 1, alpha)
 * (https://www.inference.vc/mixup-data-dependent-data-augmentation/): the density of the share is weighted by the share
 * itself. So a mixed sample has one mask, and every loss takes it.
 */
export const mixup = defineComponent({
  kind: 'augmentation',
  type: 'mixup',
  description:
    'Blends the image with that of another sample, which the augmentations before have changed (Zhang et al. ' +
    '2018). The mask stays its own; the share of the image is drawn from Beta(alpha + 1, alpha), which has the ' +
    'mean of the loss over both masks.',
  params: z.strictObject({
    p: probability(),
    alpha: z
      .number()
      .positive()
      .default(0.2)
      .describe("Of mixup's distribution Beta(alpha, alpha); larger mixes more."),
  }),
  build: ({ p, alpha }) =>
    mixing(p, (sample, partner, random) => blendImages(sample, partner, drawBeta(alpha + 1, alpha, random))),
});
