import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { buildNetwork } from './build-network.ts';
import { levelOfStride, levelsOf } from './levels.ts';
import { networkOutline } from './network-outline.ts';
import { auxiliaryHeads, channelDropout } from './params.ts';

export const fpn = defineComponent({
  kind: 'model',
  type: 'fpn',
  description:
    'Semantic branch of Panoptic FPN (Kirillov et al. 2019): a feature pyramid (Lin et al. 2017) whose levels ' +
    'are enlarged to stride 4 and added.',
  example: { encoder: { type: 'resnet18', weights: 'imagenet' } },
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the features. Its levels from stride 4 are used.'),
      pyramid_channels: z.int().positive().default(256).describe('Channels of each level of the pyramid.'),
      segmentation_channels: z.int().positive().default(128).describe('Channels of what is added.'),
      dropout: channelDropout(0.1),
      auxiliary_heads: auxiliaryHeads,
    }),
  build: ({ pyramid_channels: pyramidChannels, segmentation_channels: segmentationChannels, ...params }, context) =>
    buildNetwork(params, context, async (levels, random) => {
      const { FpnDecoder } = await import('./fpn/decoder.ts');
      return new FpnDecoder({ levels, pyramidChannels, segmentationChannels, random });
    }),
  network({ auxiliary_heads }, strides) {
    const finest = levelOfStride(levelsOf(strides), 4, 'fpn');
    return networkOutline(strides, [...strides.keys()].slice(finest), auxiliary_heads);
  },
});
