import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';

type Inputs = Record<'x' | 'weight' | 'bias', TensorInfo>;
type GradientInputs = Record<'dy' | 'x' | 'weight' | 'mean' | 'variance', TensorInfo>;

export interface Epsilon {
  readonly eps: number;
}

/**
 * Batch norm by the statistics of the batch. TensorFlow.js has no such kernels: `src/nn` calls them where a backend has
 * them, so that a step records two kernels in place of some forty, and the lowering sees what belongs together.
 */
export const batchNormKernels = {
  /** `x` [N, H, W, C] normalised, and its mean and biased variance, each [C]. */
  BatchNormInTraining: kernel<Inputs, Epsilon, Epsilon>(({ inputs: { x, weight, bias }, attrs: { eps } }) => ({
    operands: [x, weight, bias],
    outputs: outputsLike(x, weight),
    attributes: { eps },
    list: true,
  })),
  /** The gradients by x, weight and bias. */
  BatchNormInTrainingGrad: kernel<GradientInputs, Epsilon, Epsilon>(
    ({ inputs: { dy, x, weight, mean, variance }, attrs: { eps } }) => ({
      operands: [dy, x, weight, mean, variance],
      outputs: outputsLike(x, weight),
      attributes: { eps },
      list: true,
    }),
  ),
};

/** One like `x` and two like `weight`: what both kernels give. */
function outputsLike(x: TensorInfo, weight: TensorInfo) {
  return [x, weight, weight].map(({ shape }) => ({ shape, dtype: 'float32' as const }));
}
