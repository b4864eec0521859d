import { z } from 'zod';
import type { SlotSchema } from '../src/registry/component.ts';
import { loggedLosses } from './loss.ts';

export function logSection(slot: SlotSchema) {
  return z
    .strictObject({
      panel_samples: z
        .int()
        .nonnegative()
        .default(4)
        .describe('Number of validation samples that are drawn as image, ground truth and prediction.'),
      losses: loggedLosses(slot),
      loggers: z
        .array(slot('logger'))
        .prefault([{ type: 'tensorboard' }, { type: 'json-lines' }])
        .describe('Where scalars, panels and text are written. Each logger gets all of them.'),
    })
    .describe('What a run logs while it trains, and where.');
}
export type LogSection = z.output<ReturnType<typeof logSection>>;
