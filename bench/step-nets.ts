import { MobileNetV1 } from '../src/components/encoders/mobilenet-v1/network.ts';
import { ConvNet } from '../src/components/encoders/convnet/network.ts';
import { PspNet } from '../src/components/models/pspnet/network.ts';
import { ResNet } from '../src/components/encoders/resnet/network.ts';
import { EncoderDecoder } from '../src/components/models/encoder-decoder.ts';
import { decoderWidths } from '../src/components/models/unet/decoder-widths.ts';
import { UNetDecoder } from '../src/components/models/unet/decoder.ts';
import { createRandom, type Random } from '../src/core/random.ts';
import type { SegmentationModel } from '../src/registry/index.ts';

/** As `pspnet` is built by default. */
const pspnet = {
  bins: [1, 2, 3, 6],
  copies: 2,
  enlarge: 'nearest',
  enlargeFirst: false,
  dropout: 0.1,
  auxiliaryHeads: [],
  outChannels: undefined,
} as const;

function resnext(random: Random): ResNet {
  const architecture = { block: 'bottleneck', depths: [3, 4, 6, 3], groups: 32, widthPerGroup: 4 } as const;
  return new ResNet({ ...architecture, outputStride: 32, random });
}

/** The networks whose training step is timed, with random weights; `step-worker.py` has the same in PyTorch. */
export const nets = {
  /** As experiments/_pets.yaml: a frozen MobileNetV1 0.75 and the PSPNet decoder. */
  pspnet(classes: number) {
    const random = createRandom('bench');
    const encoder = new MobileNetV1({ alpha: 0.75, outputStride: 32, momentum: 0.01, random });
    encoder.freeze();
    return new PspNet({ encoder, ...pspnet, classes, random });
  },
  /** The notebook's own: a frozen ResNeXt-50 and its decoder. */
  notebook(classes: number) {
    const random = createRandom('bench');
    const encoder = resnext(random);
    encoder.freeze();
    return new PspNet({ encoder, ...pspnet, classes, random });
  },
  /** The same with every layer trained. */
  resnext(classes: number) {
    const random = createRandom('bench');
    return new PspNet({ encoder: resnext(random), ...pspnet, classes, random });
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
