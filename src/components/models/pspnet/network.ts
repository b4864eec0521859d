import type { Random } from '../../../core/random.ts';
import type { Encoder } from '../../../registry/index.ts';
import type { AuxiliaryHeadOptions } from '../auxiliary-head.ts';
import { EncoderDecoder } from '../encoder-decoder.ts';
import { PspDecoder, type PspDecoderOptions } from './decoder.ts';
import { checkBins, defaultOutChannels, levelsOfPspNet } from './widths.ts';

export interface PspNetOptions extends Pick<
  PspDecoderOptions,
  'bins' | 'copies' | 'enlarge' | 'enlargeFirst' | 'dropout'
> {
  readonly encoder: Encoder;
  readonly outChannels: number | undefined;
  readonly auxiliaryHeads: readonly AuxiliaryHeadOptions[];
  readonly classes: number;
  readonly random: Random;
}

/**
 * A network like PSPNet (Zhao et al. 2017), whose widths follow from its encoder. Its state dict has the names of the
 * notebook that the project grew from, such as `decoder.PPM.bins.0.1.weight`.
 */
export class PspNet extends EncoderDecoder {
  constructor(options: PspNetOptions) {
    const levels = levelsOfPspNet(options.encoder.levels);
    const [mainChannels, suppChannels] = levels.map((level) => options.encoder.levels[level]!.channels) as [
      number,
      number,
    ];
    checkBins(mainChannels, options.bins);
    const outChannels = options.outChannels ?? defaultOutChannels(mainChannels);
    const decoder = new PspDecoder({ ...options, levels, mainChannels, suppChannels, outChannels });
    // Dropout is inside of the decoder.
    super({ ...options, decoder, dropout: 0 });
  }
}
