import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { averagedRatio } from './averaged-ratio.ts';
import { perParam, reductionParam } from './params.ts';
import type { Ratio } from './ratio.ts';

const correctShare: Ratio = {
  name: 'pixel-accuracy',
  numerator: ({ truePositives }) => truePositives,
  denominator: ({ truePositives, falseNegatives }) => truePositives + falseNegatives,
};

export const pixelAccuracy = defineComponent({
  kind: 'metric',
  type: 'pixel-accuracy',
  description: 'Pixel accuracy: the share of pixels that are predicted right. The figure of a class is its recall.',
  params: z.strictObject({ per: perParam, reduction: reductionParam }),
  build: (params, { classes }) => averagedRatio(correctShare, { ...params, average: 'micro', absent: 'skip' }, classes),
});
