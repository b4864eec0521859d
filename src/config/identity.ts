import type { z } from 'zod';
import { sha256 } from '../core/file-hash.ts';
import type { Experiment } from '../../schemas/index.ts';
import { currentFormat } from '../core/format/index.ts';
import { canonical } from './canonical.ts';
import { said } from './said.ts';

/** Number of hex characters of an id. */
export const idLength = 12;

export interface IdentityContext {
  /** The schema that validated the experiment, with the components of its plugins. */
  readonly schema: z.ZodType<Experiment>;
  /** The code of its plugins, from `pluginCode`. */
  readonly code: readonly string[];
}

/**
 * 12 hex characters of a hash of the experiment's content: the values that are not their default (so a new key with a
 * default changes no id), the format version (which fixes what each default is), and the code of its plugins. The
 * experiment's name and the layout of its file don't count; `leftOutOfId` lists all keys that don't.
 *
 * An id has b = 48 bits. By the birthday bound n^2 / 2^(b + 1), one in 56,000 sweeps of n = 100,000 points has two
 * points with equal ids (with 32 bits, 69 % would). Such a sweep is refused, so no point is lost.
 */
export function experimentId(experiment: Experiment, context: IdentityContext): string {
  return sha256(identityText(experiment, context)).slice(0, idLength);
}

/** The text that the id is a hash of. */
export function identityText(experiment: Experiment, { schema, code }: IdentityContext): string {
  return canonical({ format: currentFormat, experiment: said(schema, experiment), plugins: code }, texts);
}

/** Points of a sweep have most of their sections in common. */
const texts = new WeakMap<object, string>();
