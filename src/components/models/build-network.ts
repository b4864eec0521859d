import type { Random } from '../../core/random.ts';
import type { ComponentReference, Contexts, Encoder, SegmentationModel } from '../../registry/index.ts';
import type { AuxiliaryHeadOptions } from './auxiliary-head.ts';
import type { Decoder } from './encoder-decoder.ts';

/** The parameters that models with an encoder and a decoder have in common. */
interface NetworkParams {
  readonly encoder: ComponentReference;
  readonly dropout: number;
  readonly auxiliary_heads: readonly AuxiliaryHeadOptions[];
}

/**
 * Builds the encoder that `model.encoder` names, and an `EncoderDecoder` of it.
 * @param decoderFor loads the decoder's code and makes it; its weights are drawn before those of the heads
 */
export async function buildNetwork(
  { encoder: reference, dropout, auxiliary_heads: auxiliaryHeads }: NetworkParams,
  { build, classes, random }: Contexts['model'],
  decoderFor: (levels: Encoder['levels'], random: Random) => Promise<Decoder>,
): Promise<SegmentationModel> {
  const encoder = await build('encoder', reference);
  const decoder = await decoderFor(encoder.levels, random);
  const { EncoderDecoder } = await import('./encoder-decoder.ts');
  return new EncoderDecoder({ encoder, decoder, dropout, auxiliaryHeads, classes: classes.length, random });
}
