import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';

export interface AdamAttributes {
  readonly beta1: number;
  readonly beta2: number;
  /** Weight decay that is added to the gradient; 0 without. */
  readonly decay: number;
  /** Whether weight decay is decoupled: parameters shrink by themselves. */
  readonly decoupled: boolean;
}

/** Scalars that change from step to step, before the tensors of the parameters: size, epsilon, shrink if decoupled. */
export const adamScalarCount = ({ decoupled }: AdamAttributes) => (decoupled ? 3 : 2);

/** Tensors of each parameter: itself, its gradient, its mean and its mean square. */
export const adamTensorCount = 4;

export const adamKernels = {
  /**
   * The update of several parameters: of each its new numbers, mean and mean square. It is one kernel in place of some
   * fourteen for each.
   */
  AdamUpdate: kernel<TensorInfo[], AdamAttributes, AdamAttributes>(({ inputs, attrs }) => {
    const { beta1, beta2, decay, decoupled } = attrs;
    const parameters = inputs.slice(adamScalarCount(attrs)).filter((_, index) => index % adamTensorCount === 0);
    return {
      operands: inputs,
      outputs: parameters.flatMap(({ shape }) => Array(3).fill({ shape, dtype: 'float32' as const })),
      attributes: { beta1, beta2, decay, decoupled },
      list: true,
    };
  }),
};
