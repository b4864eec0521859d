import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { published } from '../../weights/published.ts';
import type { WeightsSetting } from '../../weights/weights-param.ts';
import { kerasName } from './mobilenet-v1/keras-names.ts';
import { encoderParams } from './params.ts';
import { pretrained } from './pretrained.ts';
import { stridesOfLevels } from './strides.ts';

interface Parameters {
  readonly alpha: 0.25 | 0.5 | 0.75 | 1;
  readonly weights?: WeightsSetting | undefined;
}

const { load, files, downloads, checkFiles } = pretrained(({ alpha }: Parameters) => ({
  published: published[`mobilenet_v1 ${alpha}`],
  otherNames: [kerasName],
  hints: ["the encoder's alpha must be that of the weights"],
}));

/** The weight of a batch in the running statistics of batch norm, which pretrained weights bring along. */
const kerasMomentum = 0.01;
/** Without weights, PyTorch's default: Keras's statistics would take thousands of steps to follow. */
const momentumFromNothing = 0.1;

export const mobilenetV1 = defineComponent({
  kind: 'encoder',
  type: 'mobilenet_v1',
  description: 'MobileNetV1 (Howard et al. 2017), with the layers of Keras and the ImageNet weights published for it.',
  params: z.strictObject({
    alpha: z
      .union([z.literal(0.25), z.literal(0.5), z.literal(0.75), z.literal(1)])
      .default(0.75)
      .describe('Width multiplier, which must be that of the weights.'),
    ...encoderParams,
  }),
  async build(params, context) {
    const { MobileNetV1 } = await import('./mobilenet-v1/network.ts');
    const { alpha, output_stride, weights } = params;
    const momentum = weights === undefined ? momentumFromNothing : kerasMomentum;
    const encoder = new MobileNetV1({ alpha, outputStride: output_stride, momentum, random: context.random });
    return load(encoder, params, context);
  },
  strides: stridesOfLevels,
  files,
  downloads,
  checkFiles,
});
