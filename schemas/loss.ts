import { z } from 'zod';
import type { ComponentSlot, SlotSchema } from '../src/registry/component.ts';

/** One loss, or several whose sum is minimised. */
export function lossSection(slot: SlotSchema) {
  const part = slot('loss', {
    weight: z.number().positive().default(1).describe('Factor of this loss in the sum.'),
  }) as z.ZodType<WrittenLossPart>;
  return z
    .union([slot('loss'), z.array(part).min(1)])
    .describe(
      'The function that training minimises, or a list of functions whose weighted sum is minimised. Each part ' +
        'of a sum is logged as `loss/<type>`.',
    );
}
export type LossSection = z.output<ReturnType<typeof lossSection>>;

/** A loss in a list, with its factor. */
export interface WrittenLossPart extends ComponentSlot {
  readonly weight: number;
}

/** A loss of the section: its path in the experiment, its factor in the sum, and what its own schema takes. */
export interface LossOfSection {
  readonly path: string;
  readonly weight: number;
  readonly reference: ComponentSlot;
}

/** The losses of the section, whether it is one or a list. The factor of one alone is 1. */
export function lossParts(section: LossSection): LossOfSection[] {
  if (!Array.isArray(section)) return [{ path: 'loss', weight: 1, reference: section }];
  return section.map(({ weight, ...reference }, index) => ({ path: `loss.${index}`, weight, reference }));
}

/** Losses that are evaluated beside the one that is minimised. */
export function loggedLosses(slot: SlotSchema) {
  const logged = slot('loss', {
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]*$/, 'small letters, digits, dashes and underscores')
      .optional()
      .describe('Its name in logs, `loss/<name>`; by default its type.'),
  });
  return z
    .array(z.union([logged, z.string().meta({ slot: 'loss-type' })]))
    .superRefine((losses, { addIssue }) => {
      for (const [index, written] of losses.entries()) {
        if (typeof written !== 'string') continue;
        const { error } = slot('loss').safeParse({ type: written });
        for (const issue of error?.issues ?? []) addIssue({ ...issue, path: [index, ...issue.path] });
      }
    })
    .default([])
    .describe(
      'Losses that each validation and the test evaluate too, whatever is trained, so that runs with different ' +
        'losses can be compared: types such as `focal`, or `{type: focal, gamma: 2}`. They are logged as ' +
        '`loss/<type>`.',
    );
}
