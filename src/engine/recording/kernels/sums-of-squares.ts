import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';

export const sumsOfSquaresKernels = {
  /** The sum of squares of each of several tensors, as one vector. It is one kernel in place of two for each tensor. */
  SumsOfSquares: kernel<TensorInfo[], object, object>(({ inputs }) => ({
    operands: inputs,
    outputs: [{ shape: [inputs.length], dtype: 'float32' }],
    attributes: {},
  })),
};
