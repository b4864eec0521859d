import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { published } from '../../weights/published.ts';
import { efficientNetB0, efficientNetStem } from './efficientnet/stages.ts';
import { torchvisionName } from './inverted-residuals/torchvision-name.ts';
import { imageNet } from './normalization.ts';
import { encoderParams } from './params.ts';
import { pretrained } from './pretrained.ts';
import { stridesOfLevels } from './strides.ts';

const stages = efficientNetB0();

const { load, files, downloads, checkFiles } = pretrained(() => ({
  published: published.efficientnet_b0,
  otherNames: [(name) => torchvisionName(name, stages, ({ stage, block }) => `features.${stage + 1}.${block}`)],
  unused: /^(features\.8|conv_head|bn2)\./,
}));

export const efficientnetB0 = defineComponent({
  kind: 'encoder',
  type: 'efficientnet_b0',
  description:
    'EfficientNet-B0 (Tan and Le 2019), without stochastic depth: 3.6 million parameters. Takes weights of ' +
    'torchvision and timm.',
  params: z.strictObject(encoderParams),
  async build(params, context) {
    const { InvertedResiduals } = await import('./inverted-residuals/network.ts');
    const encoder = new InvertedResiduals({
      stem: { channels: efficientNetStem, activation: 'silu' },
      stages,
      style: { eps: 1e-5, momentum: 0.1 },
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
