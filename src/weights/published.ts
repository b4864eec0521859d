/** A weight file that is published for an encoder. */
export interface PublishedFile {
  /** What else `weights` could say: an address, `torchvision://`, `hf://` or `timm/`. */
  readonly from: string;
  readonly licence: string;
  /** Bytes of all its files. */
  readonly bytes?: number;
}

/** By the name that `weights` may have. */
export type Published = Readonly<Record<string, PublishedFile>>;

const MIB = 2 ** 20;

/**
 * A file of torchvision, by the first 8 digits of the SHA-256 that its name ends with, and its size in MiB: both from
 * torchvision 0.28, `ResNet34_Weights` and so on.
 */
interface TorchvisionFile {
  readonly file: string;
  readonly mebibytes: number;
}

/** The newest and the first weights of each network. IMAGENET1K_V1 is what `pretrained=True` meant. */
export const torchvisionFiles: Readonly<Record<string, Readonly<Record<string, TorchvisionFile>>>> = {
  resnet18: { IMAGENET1K_V1: { file: 'resnet18-f37072fd.pth', mebibytes: 44.661 } },
  resnet34: { IMAGENET1K_V1: { file: 'resnet34-b627a593.pth', mebibytes: 83.275 } },
  resnet50: {
    IMAGENET1K_V1: { file: 'resnet50-0676ba61.pth', mebibytes: 97.781 },
    IMAGENET1K_V2: { file: 'resnet50-11ad3fa6.pth', mebibytes: 97.79 },
  },
  resnet101: {
    IMAGENET1K_V1: { file: 'resnet101-63fe2227.pth', mebibytes: 170.511 },
    IMAGENET1K_V2: { file: 'resnet101-cd907fc2.pth', mebibytes: 170.53 },
  },
  resnext50_32x4d: {
    IMAGENET1K_V1: { file: 'resnext50_32x4d-7cdf4587.pth', mebibytes: 95.789 },
    IMAGENET1K_V2: { file: 'resnext50_32x4d-1a0047aa.pth', mebibytes: 95.833 },
  },
  wide_resnet50_2: {
    IMAGENET1K_V1: { file: 'wide_resnet50_2-95faca4d.pth', mebibytes: 131.82 },
    IMAGENET1K_V2: { file: 'wide_resnet50_2-9ba9bcbe.pth', mebibytes: 263.124 },
  },
  mobilenet_v2: {
    IMAGENET1K_V1: { file: 'mobilenet_v2-b0353104.pth', mebibytes: 13.555 },
    IMAGENET1K_V2: { file: 'mobilenet_v2-7ebf99e0.pth', mebibytes: 13.598 },
  },
  mobilenet_v3_large: {
    IMAGENET1K_V1: { file: 'mobilenet_v3_large-8738ca79.pth', mebibytes: 21.114 },
    IMAGENET1K_V2: { file: 'mobilenet_v3_large-5c1a4163.pth', mebibytes: 21.107 },
  },
  mobilenet_v3_small: { IMAGENET1K_V1: { file: 'mobilenet_v3_small-047dcff4.pth', mebibytes: 9.829 } },
  efficientnet_b0: { IMAGENET1K_V1: { file: 'efficientnet_b0_rwightman-7f5810bc.pth', mebibytes: 20.451 } },
};

/** What the tensors of timm's networks take, as timm 1.0.29 makes them. Its files have a header of some KiB besides. */
const timmBytes = {
  resnet18: 46_796_608,
  resnet34: 87_259_072,
  resnet50: 102_441_032,
  resnet101: 178_618_848,
  resnext50_32x4d: 100_388_936,
  wide_resnet50_2: 275_806_280,
  mobilenet_v2: 14_156_352,
  mobilenet_v3_large: 22_030_096,
  mobilenet_v3_small: 10_220_144,
  efficientnet_b0: 21_322_648,
} as const;

/**
 * The files of an encoder that torchvision has too, by torchvision's name of it. `imagenet` is IMAGENET1K_V1.
 * @param timm names of timm's weights, without `timm/`, with their licences
 */
function alsoInTorchvision(name: keyof typeof timmBytes, timm: Readonly<Record<string, string>>): Published {
  const own = Object.entries(torchvisionFiles[name]!).map(([version, { mebibytes }]): [string, PublishedFile] => [
    `torchvision://${name}${version === 'IMAGENET1K_V1' ? '' : `@${version}`}`,
    {
      from: `torchvision://${name}@${version}`,
      licence: 'BSD-3-Clause',
      bytes: Math.round(mebibytes * MIB),
    },
  ]);
  const hub = Object.entries(timm).map(([model, licence]): [string, PublishedFile] => [
    `timm/${model}`,
    { from: `timm/${model}`, licence, bytes: timmBytes[name] },
  ]);
  return { imagenet: own[0]![1], ...Object.fromEntries([...own, ...hub]) };
}

const apache = 'Apache-2.0';
const bsd = 'BSD-3-Clause';

/**
 * The weights that are published for each type of encoder, with licences as timm 1.0.29 and torchvision 0.28 state
 * them. All of these expect pixels normalised as their encoder says. Others can be named in full.
 */
export const published = {
  resnet18: alsoInTorchvision('resnet18', { 'resnet18.a1_in1k': apache, 'resnet18.tv_in1k': bsd }),
  resnet34: alsoInTorchvision('resnet34', { 'resnet34.a1_in1k': apache, 'resnet34.tv_in1k': bsd }),
  resnet50: alsoInTorchvision('resnet50', {
    'resnet50.a1_in1k': apache,
    'resnet50.tv_in1k': bsd,
    'resnet50.tv2_in1k': bsd,
  }),
  resnet101: alsoInTorchvision('resnet101', {
    'resnet101.a1_in1k': apache,
    'resnet101.tv_in1k': bsd,
    'resnet101.tv2_in1k': bsd,
  }),
  resnext50_32x4d: alsoInTorchvision('resnext50_32x4d', {
    'resnext50_32x4d.a1h_in1k': apache,
    'resnext50_32x4d.tv_in1k': bsd,
    'resnext50_32x4d.tv2_in1k': bsd,
  }),
  wide_resnet50_2: alsoInTorchvision('wide_resnet50_2', {
    'wide_resnet50_2.racm_in1k': apache,
    'wide_resnet50_2.tv_in1k': bsd,
    'wide_resnet50_2.tv2_in1k': bsd,
  }),
  mobilenet_v2: alsoInTorchvision('mobilenet_v2', { 'mobilenetv2_100.ra_in1k': apache }),
  mobilenet_v3_large: alsoInTorchvision('mobilenet_v3_large', { 'mobilenetv3_large_100.ra_in1k': apache }),
  mobilenet_v3_small: alsoInTorchvision('mobilenet_v3_small', { 'mobilenetv3_small_100.lamb_in1k': apache }),
  efficientnet_b0: alsoInTorchvision('efficientnet_b0', { 'efficientnet_b0.ra_in1k': apache }),
  'mobilenet_v1 0.25': kerasMobileNetV1('0.25', 470_072),
  'mobilenet_v1 0.5': kerasMobileNetV1('0.50', 1_342_536),
  'mobilenet_v1 0.75': kerasMobileNetV1('0.75', 2_601_976),
  'mobilenet_v1 1': kerasMobileNetV1('1.0', 4_253_864),
} as const satisfies Readonly<Record<string, Published>>;

/** Keras's weights, as TensorFlow.js serves them for its own MobileNet: 4 bytes per weight, and `model.json`. */
function kerasMobileNetV1(alpha: string, weights: number): Published {
  const from = `https://storage.googleapis.com/tfjs-models/tfjs/mobilenet_v1_${alpha}_224/model.json`;
  return { imagenet: { from, licence: apache, bytes: 4 * weights + 49_403 } };
}
