import { MobileNetV1 } from '../src/components/encoders/mobilenet-v1/network.ts';
import { ConvNet } from '../src/components/encoders/convnet/network.ts';
import { PspNet } from '../src/components/models/pspnet/network.ts';
import { EncoderDecoder } from '../src/components/models/encoder-decoder.ts';
import { decoderWidths } from '../src/components/models/unet/decoder-widths.ts';
import { UNetDecoder } from '../src/components/models/unet/decoder.ts';
import { createRandom } from '../src/core/random.ts';
import type { SegmentationModel } from '../src/registry/index.ts';

/** The networks whose training step is timed, with random weights; `step-worker.py` has the same in PyTorch. */
export const nets = {
  /** As experiments/_pets.yaml: a frozen MobileNetV1 0.75 and the PSPNet decoder. */
  pspnet(classes: number) {
    const random = createRandom('bench');
    const encoder = new MobileNetV1({ alpha: 0.75, outputStride: 32, random });
    encoder.freeze();
    return new PspNet({ encoder, bins: [1, 2, 3, 6], dropout: 0.1, outChannels: undefined, classes, random });
  },
  /** Every layer is trained. */
  unet(classes: number) {
    const random = createRandom('bench');
    const encoder = new ConvNet({ widths: [16, 32, 64, 96, 128], convsPerStage: 1, random });
    const decoder = new UNetDecoder(encoder.levels, decoderWidths(encoder.levels, undefined), random);
    return new EncoderDecoder({ encoder, decoder, dropout: 0, auxiliaryHeads: [], classes, random });
  },
} satisfies Record<string, (classes: number) => SegmentationModel>;

export type NetName = keyof typeof nets;
