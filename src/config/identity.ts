import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Experiment } from '../../schemas/index.ts';
import { currentFormat } from '../core/format/index.ts';
import { canonical } from './canonical.ts';
import { said } from './said.ts';

/** Hex characters of an id. */
export const idLength = 12;

export interface IdentityContext {
  /** The schema that validated the experiment, with the components of its plugins. */
  readonly schema: z.ZodType<Experiment>;
  /** What its plugins run, as `pluginCode` tells it. */
  readonly code: readonly string[];
}

/**
 * 12 hex characters of a hash of what the experiment says, whatever it is called and however its file spells it: the values
 * that are not their default (a new key with a default changes no id), the format version (in which a default means one
 * value), and the code of its plugins. `leftOutOfId` lists what doesn't count.
 *
 * By the birthday bound n^2 / 2^(b + 1), 100,000 points have two equal ids of b = 48 bits in one of 56,000 such sweeps
 * (with 32 bits, 69 % of them would); such a sweep is refused, and never runs one point for two.
 */
export function experimentId(experiment: Experiment, context: IdentityContext): string {
  return createHash('sha256').update(identityText(experiment, context)).digest('hex').slice(0, idLength);
}

/** What the id is a hash of. */
export function identityText(experiment: Experiment, { schema, code }: IdentityContext): string {
  return canonical({ format: currentFormat, experiment: said(schema, experiment), plugins: code });
}
