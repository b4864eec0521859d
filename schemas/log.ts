import { z } from 'zod';
import type { SlotSchema } from '../src/registry/component.ts';

export function logSection(slot: SlotSchema) {
  return z
    .strictObject({
      panel_samples: z
        .int()
        .nonnegative()
        .default(4)
        .describe('Validation photos drawn as input, ground truth and prediction.'),
      loggers: z
        .array(slot('logger'))
        .prefault([{ type: 'tensorboard' }, { type: 'json-lines' }])
        .describe('Where scalars, panels and text go; each is told everything.'),
    })
    .describe('What is written of a run while it goes on, and where to.');
}
export type LogSection = z.output<ReturnType<typeof logSection>>;
