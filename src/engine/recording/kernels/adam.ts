import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';

/** `size`, `eps` and `shrink` are scalars that change from step to step; only decoupled weight decay has `shrink`. */
type Inputs = Record<'parameter' | 'gradient' | 'mean' | 'square' | 'size' | 'eps', TensorInfo> & {
  readonly shrink?: TensorInfo;
};

export interface AdamAttributes {
  readonly beta1: number;
  readonly beta2: number;
  /** Weight decay that is added to the gradient; 0 without. */
  readonly decay: number;
}

export const adamKernels = {
  /** One parameter's update: its new numbers, mean and mean square. A step records one kernel in place of some fourteen. */
  AdamUpdate: kernel<Inputs, AdamAttributes, AdamAttributes>(
    ({ inputs: { parameter, gradient, mean, square, size, eps, shrink }, attrs: { beta1, beta2, decay } }) => {
      const { shape } = parameter;
      return {
        operands: [parameter, gradient, mean, square, size, eps, ...(shrink ? [shrink] : [])],
        outputs: [parameter, mean, square].map(() => ({ shape, dtype: 'float32' as const })),
        attributes: { beta1, beta2, decay },
        list: true,
      };
    },
  ),
};
