import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { published } from '../../weights/published.ts';
import { encoderParams } from './params.ts';
import { pretrained } from './pretrained.ts';
import { stridesOfLevels } from './strides.ts';
import type { ResNetArchitecture } from './resnet/network.ts';

const paper = 'He et al. 2016';
const architectures = {
  resnet18: { block: 'basic', depths: [2, 2, 2, 2], description: `ResNet-18 (${paper}): 11.2 million parameters.` },
  resnet34: { block: 'basic', depths: [3, 4, 6, 3], description: `ResNet-34 (${paper}): 21.3 million parameters.` },
  resnet50: {
    block: 'bottleneck',
    depths: [3, 4, 6, 3],
    description:
      `ResNet-50 (${paper}): 23.5 million parameters. Stride 2 is in the 3x3 convolutions, ` + 'as in torchvision.',
  },
  resnet101: {
    block: 'bottleneck',
    depths: [3, 4, 23, 3],
    description:
      `ResNet-101 (${paper}): 42.5 million parameters. Stride 2 is in the 3x3 convolutions, ` + 'as in torchvision.',
  },
  resnext50_32x4d: {
    block: 'bottleneck',
    depths: [3, 4, 6, 3],
    groups: 32,
    widthPerGroup: 4,
    description: 'ResNeXt-50 (Xie et al. 2017): 3x3 convolutions in 32 groups, 23.0 million parameters.',
  },
  wide_resnet50_2: {
    block: 'bottleneck',
    depths: [3, 4, 6, 3],
    widthPerGroup: 128,
    description:
      'Wide ResNet-50-2 (Zagoruyko and Komodakis 2016): ResNet-50 with 3x3 convolutions twice as wide, 66.8 ' +
      'million parameters.',
  },
} as const satisfies Readonly<Record<string, ResNetArchitecture & { readonly description: string }>>;

/** ResNets with torchvision's layers and names, which timm has too, without the classifier. */
export const resnets = (Object.keys(architectures) as (keyof typeof architectures)[]).map((type) => {
  const { description, ...architecture } = architectures[type];
  const { load, files, downloads, checkFiles } = pretrained(() => ({ published: published[type] }));
  return defineComponent({
    kind: 'encoder',
    type,
    description,
    params: z.strictObject(encoderParams),
    async build(params, context) {
      const { ResNet } = await import('./resnet/network.ts');
      const encoder = new ResNet({ ...architecture, outputStride: params.output_stride, random: context.random });
      return load(encoder, params, context);
    },
    strides: stridesOfLevels,
    files,
    downloads,
    checkFiles,
  });
});
