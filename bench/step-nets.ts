import { MobileNetV1 } from '../src/components/encoders/mobilenet-v1/network.ts';
import { ConvNet } from '../src/components/encoders/convnet/network.ts';
import { PspNet } from '../src/components/models/pspnet/network.ts';
import { UNet } from '../src/components/models/unet/network.ts';
import { ResNet } from '../src/components/encoders/resnet/network.ts';
import { createRandom, type Random } from '../src/core/random.ts';
import type { SegmentationModel } from '../src/registry/index.ts';

/** As `pspnet` is built by default. */
const pspnet = {
  bins: [1, 2, 3, 6],
  copies: 2,
  enlarge: 'nearest',
  enlargeFirst: false,
  dropout: 0.1,
  outChannels: undefined,
  classes: 3,
} as const;

function resnext(random: Random): ResNet {
  const architecture = { block: 'bottleneck', depths: [3, 4, 6, 3], groups: 32, widthPerGroup: 4 } as const;
  return new ResNet({ ...architecture, outputStride: 32, random });
}

/** The networks whose training step is timed, with random weights; `step-worker.py` has the same in PyTorch. */
export const nets = {
  /** As experiments/_pets.yaml: a frozen MobileNetV1 0.75 and the PSPNet decoder. */
  pspnet() {
    const random = createRandom('bench');
    const encoder = new MobileNetV1({ alpha: 0.75, outputStride: 32, random });
    encoder.freeze();
    return new PspNet({ encoder, ...pspnet, random });
  },
  /** The notebook's own: a frozen ResNeXt-50 and its decoder. */
  notebook() {
    const random = createRandom('bench');
    const encoder = resnext(random);
    encoder.freeze();
    return new PspNet({ encoder, ...pspnet, random });
  },
  /** The same with every layer trained. */
  resnext() {
    const random = createRandom('bench');
    return new PspNet({ encoder: resnext(random), ...pspnet, random });
  },
  /** Every layer is trained. */
  unet() {
    const random = createRandom('bench');
    const encoder = new ConvNet({ widths: [16, 32, 64, 96, 128], convsPerStage: 1, random });
    return new UNet({ encoder, decoderWidths: undefined, dropout: 0, classes: 3, random });
  },
} satisfies Record<string, () => SegmentationModel>;

export type NetName = keyof typeof nets;
