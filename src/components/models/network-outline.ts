import type { NetworkOutline } from '../../registry/index.ts';
import { levelNumber, levelsOf } from './levels.ts';

/**
 * What is known of an encoder with a decoder and auxiliary heads before it is built.
 * @param strides those of the encoder's levels, finest first
 * @param used indices of the levels that the decoder takes
 * @throws TesseraError `bad-value` for a head on a level that the encoder doesn't have
 */
export function networkOutline(
  strides: readonly number[],
  used: readonly number[],
  heads: readonly { readonly level: number }[],
): NetworkOutline {
  const levels = levelsOf(strides);
  const ofHeads = heads.map(({ level }, index) => levelNumber(levels, level, `model.auxiliary_heads.${index}.level`));
  return {
    inputMultiple: Math.max(...[...used, ...ofHeads].map((level) => strides[level]!)),
    parts: ['encoder', 'decoder', 'head', ...(heads.length > 0 ? ['auxiliary'] : [])],
  };
}
