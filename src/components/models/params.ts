import { z } from 'zod';
import { searched } from '../../registry/index.ts';

/** Dropout of channels, before the segmentation head if nothing else is said. */
export function channelDropout(preset: number, where = 'before the segmentation head') {
  return z
    .number()
    .min(0)
    .lt(1)
    .default(preset)
    .describe(`Probability of dropping a channel ${where}.`)
    .meta(searched({ type: 'uniform', low: 0, high: 0.5 }));
}

const auxiliaryHead = z.strictObject({
  level: z
    .int()
    .default(-2)
    .describe('Level of the encoder, counted from the finest, 0, or back from the coarsest, -1.'),
  weight: z.number().positive().default(0.4).describe("Factor of this head's loss."),
  channels: z
    .int()
    .positive()
    .optional()
    .describe("Channels of the head's 3x3 convolution; by default a quarter of the level's."),
  dropout: channelDropout(0.1, "before the head's last convolution"),
});

/** Heads on inner levels of the encoder, as mmsegmentation's `auxiliary_head` and torchvision's `aux_loss`. */
export const auxiliaryHeads = z
  .array(auxiliaryHead)
  .default([])
  .describe(
    'Heads on inner levels of the encoder, in training only: `[{}]` gives one on the last level but one. The ' +
      'whole loss of each, times its weight, is added to the loss.',
  );

export const atrousRatesParam = z
  .array(z.int().positive())
  .min(1)
  .optional()
  .describe(
    "Dilations of the atrous convolutions. By default 6, 12, 18 where the encoder's coarsest level has stride " +
      '16, 12, 24, 36 at stride 8, and 3, 6, 9 at stride 32.',
  );
