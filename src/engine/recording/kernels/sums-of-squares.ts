import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';

export const sumsOfSquaresKernels = {
  /**
   * The sum of squares of each of many tensors, a scalar for each. It is one kernel in place of two for each tensor, and
   * each sum is a result of its own: as one vector, all tensors would be held until the last of them is there.
   */
  SumsOfSquares: kernel<TensorInfo[], object, object>(({ inputs }) => ({
    operands: inputs,
    outputs: inputs.map(() => ({ shape: [], dtype: 'float32' })),
    attributes: {},
    list: true,
  })),
};
