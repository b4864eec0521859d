import path from 'node:path';
import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { encoderParams } from './params.ts';

export const mobilenetV1 = defineComponent({
  kind: 'encoder',
  type: 'mobilenet_v1',
  description: 'MobileNetV1 (Howard et al. 2017), with ImageNet weights from a TensorFlow.js Layers model.',
  params: z.strictObject({
    alpha: z
      .union([z.literal(0.25), z.literal(0.5), z.literal(0.75), z.literal(1)])
      .default(0.75)
      .describe('Width multiplier, which must be that of the weights.'),
    weights: z
      .string()
      .optional()
      .describe('Path of `model.json`, with the files of the weights beside it. Without it the weights are random.'),
    ...encoderParams,
  }),
  async build({ alpha, weights, output_stride, frozen }, { random, workingDirectory }) {
    const { MobileNetV1 } = await import('./mobilenet-v1/network.ts');
    const { loadKerasWeights } = await import('./mobilenet-v1/weights.ts');
    const encoder = new MobileNetV1({ alpha, outputStride: output_stride, random });
    if (weights !== undefined) await loadKerasWeights(encoder, path.resolve(workingDirectory, weights), weights);
    if (frozen) encoder.freeze();
    return encoder;
  },
  async files({ weights }, { workingDirectory }) {
    if (weights === undefined) return [];
    const { tfjsLayersFiles } = await import('../../weights/index.ts');
    const names = await tfjsLayersFiles(path.resolve(workingDirectory, weights));
    return names.map((name) => path.join(path.dirname(weights), name));
  },
});
