import * as tf from '@tensorflow/tfjs-core';
import type { ImageSize } from '../data/sample.ts';
import type { MetaBackend } from '../engine/backends/meta/index.ts';
import { createRandom } from '../core/random.ts';
import type { Loss, Optimizer, SegmentationModel } from '../registry/index.ts';
import { trainStep } from '../train/step.ts';
import { watchLayers, type LayerPlan } from './layers.ts';

export interface StepParts {
  readonly model: SegmentationModel;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly imageSize: ImageSize;
  readonly batchSize: number;
}

export interface StepTrace {
  readonly layers: readonly LayerPlan[];
  /** Multiply-adds of the forward pass of one batch. */
  readonly forwardMultiplyAdds: number;
  /** Multiply-adds of the whole step: forward pass, loss and gradients. */
  readonly stepMultiplyAdds: number;
  /** Peak bytes of the tensors that exist at the same time: the batch, activations, gradients, working copies. */
  readonly workingBytes: number;
}

/** Takes training's own step on the meta backend, which computes no numbers. The model can't be used afterwards. */
export function traceStep(
  backend: MetaBackend,
  { model, loss, optimizer, imageSize, batchSize }: StepParts,
): StepTrace {
  const { height, width } = imageSize;
  const watch = watchLayers(model);
  let stepMultiplyAdds = 0;
  backend.onKernel = (name, multiplyAdds) => {
    stepMultiplyAdds += multiplyAdds;
    watch.count(name, multiplyAdds);
  };
  const before = backend.bytes;
  backend.peakBytes = before;
  try {
    tf.tidy(() => {
      const images = tf.fill<tf.Rank.R4>([batchSize, height, width, 3], 0);
      const target = tf.fill<tf.Rank.R3>([batchSize, height, width], 0, 'int32');
      const output = trainStep(
        { images, target },
        { model, loss, optimizer, learningRate: 0, random: createRandom('plan') },
      );
      tf.dispose({ ...output });
    });
  } finally {
    backend.onKernel = () => undefined;
  }
  const layers = watch.layers();
  const forwardMultiplyAdds = layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0);
  return { layers, forwardMultiplyAdds, stepMultiplyAdds, workingBytes: backend.peakBytes - before };
}
