import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { published } from '../../weights/published.ts';
import { weightsOptions, type WeightsSetting } from '../../weights/weights-param.ts';
import { torchvisionName } from './inverted-residuals/torchvision-name.ts';
import { mobileNetV3Large, mobileNetV3Small } from './mobilenet-v3/stages.ts';
import { imageNet } from './normalization.ts';
import { encoderParams } from './params.ts';
import { pretrained } from './pretrained.ts';
import { stridesOfLevels } from './strides.ts';

interface Parameters {
  readonly implementation?: 'torchvision' | 'timm' | undefined;
  readonly weights?: WeightsSetting | undefined;
}

function implementationOf({ implementation, weights }: Parameters): 'torchvision' | 'timm' {
  if (implementation !== undefined) return implementation;
  return weights !== undefined && /^(hf:\/\/)?timm\//.test(weightsOptions(weights).from) ? 'timm' : 'torchvision';
}

/** Batch norm, in which both differ. */
const implementations = {
  torchvision: { eps: 1e-3, momentum: 0.01 },
  timm: { eps: 1e-5, momentum: 0.1 },
} as const;

const architectures = {
  mobilenet_v3_large: { stages: mobileNetV3Large, last: 960, parameters: '3.0' },
  mobilenet_v3_small: { stages: mobileNetV3Small, last: 576, parameters: '0.9' },
} as const;

export const mobilenetV3 = (Object.keys(architectures) as (keyof typeof architectures)[]).map((type) => {
  const { stages, last, parameters } = architectures[type];
  const { load, files, downloads, checkFiles } = pretrained(() => ({
    published: published[type],
    otherNames: [(name) => torchvisionName(name, stages, ({ blocksBefore }) => `features.${blocksBefore + 1}`)],
    unused: /^conv_head\./,
  }));
  return defineComponent({
    kind: 'encoder',
    type,
    description:
      `MobileNetV3 (Howard et al. 2019), ${type.slice(13)}: ${parameters} million parameters. Takes weights of ` +
      'torchvision and timm.',
    params: z.strictObject({
      implementation: z
        .enum(['torchvision', 'timm'])
        .optional()
        .describe(
          'Whose batch norm it has, which must be that of the weights: an epsilon of 0.001 and a momentum of ' +
            "0.01 in torchvision, 0.00001 and 0.1 in timm. By default `timm` for weights of timm's, otherwise " +
            '`torchvision`.',
        ),
      ...encoderParams,
    }),
    async build(params, context) {
      const { InvertedResiduals } = await import('./inverted-residuals/network.ts');
      const encoder = new InvertedResiduals({
        stem: { channels: 16, activation: 'hardswish' },
        stages,
        last,
        style: implementations[implementationOf(params)],
        normalization: imageNet,
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
});
