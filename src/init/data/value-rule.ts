import type { MaskTotals } from './mask-facts.ts';
import type { Meaning, MeaningHints } from './meaning.ts';

/** The value that most masks have where a pixel doesn't count. */
export const UNLABELLED = 255;

/** What a rule goes by. */
export interface Values {
  readonly totals: MaskTotals;
  /** In ascending order. */
  readonly values: readonly number[];
  readonly hints: MeaningHints;
}

/** What a rule says; the rest of a meaning has defaults. */
export type Found = Pick<Meaning, 'classes' | 'ignored' | 'found'> & Partial<Meaning>;
/** Knows what the values mean, or doesn't. */
export type Rule = (values: Values) => Found | undefined;

/** The share of all pixels that have this value. */
export function shareOf({ shares, pixels }: MaskTotals, value: number): number {
  return (shares.get(value)?.pixels ?? 0) / pixels;
}
