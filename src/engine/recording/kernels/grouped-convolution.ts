import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type ConvolutionAttributes, type Window, windowOf } from '../../geometry/window.ts';
import { kernel } from '../kernel.ts';
import { type FusedActivation, fusedActivation, type FusedActivationAttributes } from './fused-activation.ts';

export interface Groups {
  /** Divides the channels of the input and of the output. */
  readonly groups: number;
}

type Attributes = ConvolutionAttributes & Groups;

/**
 * Convolutions in which group g of the output sees group g of the input; filters are [height, width, in / groups, out].
 * TensorFlow.js has no such kernels: `src/nn` calls them where a backend has them, and convolves group by group where
 * not.
 */
export const groupedConvolutionKernels = {
  GroupedConv2D: kernel<
    { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo },
    Attributes & FusedActivationAttributes,
    Window & Groups & FusedActivation
  >(({ inputs: { x, filter, bias }, attrs }) => {
    const window = windowOf(x.shape, filter.shape, attrs);
    return {
      operands: bias ? [x, filter, bias] : [x, filter],
      outputs: [float32([x.shape[0]!, ...window.output, filter.shape[3]!])],
      attributes: { ...window, groups: attrs.groups, ...fusedActivation(attrs) },
    };
  }),
  GroupedConv2DBackpropInput: kernel<
    { dy: TensorInfo; filter: TensorInfo },
    Attributes & { readonly inputShape: number[] },
    Window & Groups
  >(({ inputs: { dy, filter }, attrs: { inputShape, groups, ...attrs } }) => ({
    operands: [dy, filter],
    outputs: [float32(inputShape)],
    attributes: { ...windowOf(inputShape, filter.shape, attrs), groups },
  })),
  GroupedConv2DBackpropFilter: kernel<
    { x: TensorInfo; dy: TensorInfo },
    Attributes & { readonly filterShape: number[] },
    Window & Groups
  >(({ inputs: { x, dy }, attrs: { filterShape, groups, ...attrs } }) => ({
    operands: [x, dy],
    outputs: [float32(filterShape)],
    attributes: { ...windowOf(x.shape, filterShape, attrs), groups },
  })),
};

function float32(shape: readonly number[]) {
  return { shape, dtype: 'float32' as const };
}
