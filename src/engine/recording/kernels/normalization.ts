import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';

interface BatchNormInputs {
  readonly x: TensorInfo;
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
  readonly offset?: TensorInfo;
  readonly scale?: TensorInfo;
}

export interface BatchNormAttributes {
  readonly varianceEpsilon: number;
  readonly offset: boolean;
  readonly scale: boolean;
}

export const normalizationKernels = {
  FusedBatchNorm: kernel<BatchNormInputs, { varianceEpsilon?: number }, BatchNormAttributes>(
    ({ inputs: { x, mean, variance, offset, scale }, attrs: { varianceEpsilon = 0.001 } }) => {
      const vectors = [scale, offset, mean, variance].filter((vector) => vector !== undefined);
      if (x.shape.length !== 4 || vectors.some((vector) => vector.shape.length !== 1)) return undefined;
      return {
        operands: [x, ...vectors],
        outputs: [{ shape: x.shape, dtype: 'float32' }],
        attributes: { varianceEpsilon, offset: Boolean(offset), scale: Boolean(scale) },
      };
    },
  ),
  Softmax: kernel<{ logits: TensorInfo }, { dim: number }, { axis: number }>(
    ({ inputs: { logits }, attrs: { dim } }) => {
      const axis = dim < 0 ? dim + logits.shape.length : dim;
      return { operands: [logits], outputs: [{ shape: logits.shape, dtype: 'float32' }], attributes: { axis } };
    },
  ),
};
