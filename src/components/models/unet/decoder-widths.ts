import { TesseraError } from '../../../core/errors/index.ts';
import type { FeatureLevel } from '../../../registry/index.ts';

/**
 * The output channels of each step of a decoder that goes from each level to the next finer one and ends at the image's
 * size, from coarse to fine; by default those of the next finer level, and the last step keeps those of the finest.
 * @throws TesseraError `bad-value` unless `given` has one width per level
 */
export function decoderWidths(
  levels: readonly FeatureLevel[],
  given: readonly number[] | undefined,
): readonly number[] {
  const coarseFirst = levels.toReversed();
  assertWidths(levels.length, given);
  return given ?? coarseFirst.map(({ channels }, index) => coarseFirst[index + 1]?.channels ?? channels);
}

/** @throws TesseraError `bad-value` unless `widths` has one for each level, or is absent */
export function assertWidths(levels: number, widths: readonly number[] | undefined): void {
  if (widths === undefined || widths.length === levels) return;
  throw new TesseraError({
    code: 'bad-value',
    path: 'model.decoder_widths',
    message: `decoder_widths must have one entry per encoder level, ${levels} here; got ${widths.length}`,
  });
}
