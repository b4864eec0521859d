import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { published } from '../../weights/published.ts';
import { weightsOptions, type WeightsSetting } from '../../weights/weights-param.ts';
import { kerasName, torchvisionName } from './mobilenet-v2/names.ts';
import { mobileNetV2 } from './mobilenet-v2/stages.ts';
import { imageNet, plusMinusOne } from './normalization.ts';
import { encoderParams } from './params.ts';
import { pretrained } from './pretrained.ts';
import { stridesOfLevels } from './strides.ts';

interface Parameters {
  readonly alpha: number;
  readonly implementation?: 'torchvision' | 'keras' | undefined;
  readonly weights?: WeightsSetting | undefined;
}

/** TensorFlow.js's Layers models, `model.json`, are Keras's. */
function implementationOf({ implementation, weights }: Parameters): 'torchvision' | 'keras' {
  if (implementation !== undefined) return implementation;
  return weights !== undefined && weightsOptions(weights).from.endsWith('.json') ? 'keras' : 'torchvision';
}

const { load, files, downloads, checkFiles } = pretrained((params: Parameters) => {
  const { stages } = mobileNetV2(params.alpha);
  const hints = ["the encoder's alpha and implementation must be those of the weights"];
  if (implementationOf(params) === 'keras')
    return { published: {}, otherNames: [(name) => kerasName(name, stages)], unused: /^Conv_1(_bn)?\//, hints };
  return {
    published: params.alpha === 1 ? published.mobilenet_v2 : {},
    otherNames: [(name) => torchvisionName(name, stages)],
    unused: /^(features\.18|conv_head|bn2)\./,
    hints,
  };
});

/** What Keras does otherwise: batch norm, zeros at the end only, and pixels from -1 to 1. */
const implementations = {
  torchvision: { style: { eps: 1e-5, momentum: 0.1 }, normalization: imageNet },
  keras: { style: { eps: 1e-3, momentum: 1e-3, padding: 'same' }, normalization: plusMinusOne },
} as const;

export const mobilenetV2 = defineComponent({
  kind: 'encoder',
  type: 'mobilenet_v2',
  description:
    'MobileNetV2 (Sandler et al. 2018): 1.8 million parameters at alpha 1. Takes weights of torchvision, timm ' +
    'and Keras.',
  params: z.strictObject({
    alpha: z
      .union([0.35, 0.5, 0.75, 1, 1.3, 1.4].map((alpha) => z.literal(alpha)))
      .default(1)
      .describe('Width multiplier, which must be that of the weights.'),
    implementation: z
      .enum(['torchvision', 'keras'])
      .optional()
      .describe(
        "Whose details it has, which must be those of the weights. Torchvision's are timm's too. Keras's has " +
          'an epsilon of 0.001 in batch norm, pads at the end where it halves the size, and takes pixels from -1 ' +
          'to 1. By default `keras` for weights in a `model.json`, otherwise `torchvision`.',
      ),
    ...encoderParams,
  }),
  async build(params, context) {
    const { InvertedResiduals } = await import('./inverted-residuals/network.ts');
    const { stem, stages } = mobileNetV2(params.alpha);
    const { style, normalization } = implementations[implementationOf(params)];
    const encoder = new InvertedResiduals({
      stem: { channels: stem, activation: 'relu6' },
      stages,
      style,
      normalization,
      outputStride: params.output_stride,
      random: context.random,
    });
    return load(encoder, params, context);
  },
  strides: stridesOfLevels,
  files,
  downloads,
  checkFiles,
});
