import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type ConvolutionAttributes, type Window, windowOf } from '../../geometry/window.ts';
import { type Kernel, kernel } from '../kernel.ts';
import { type FusedActivation, fusedActivation, type FusedActivationAttributes } from './fused-activation.ts';

type Shape = [number, number, number, number];

interface Attributes extends ConvolutionAttributes {
  readonly dataFormat?: 'NHWC' | 'NCHW';
}

interface Inputs {
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
}

interface FusedInputs extends Inputs {
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
}

/** The channels of the result, given the filter's shape. */
type Channels = (filter: readonly number[]) => number;

/** Filters are [height, width, in, out]. */
const denseChannels: Channels = ([, , , outputs]) => outputs!;
/** Filters are [height, width, in, multiplier]; output channel in * multiplier + m. */
const depthwiseChannels: Channels = ([, , inputs, multiplier]) => inputs! * multiplier!;

export const convolutionKernels = {
  Conv2D: forward(denseChannels),
  FusedConv2D: fused(denseChannels),
  Conv2DBackpropInput: inputGradient(),
  Conv2DBackpropFilter: filterGradient(),
};

export const depthwiseKernels = {
  DepthwiseConv2dNative: forward(depthwiseChannels),
  FusedDepthwiseConv2D: fused(depthwiseChannels),
  DepthwiseConv2dNativeBackpropInput: inputGradient(),
  DepthwiseConv2dNativeBackpropFilter: filterGradient(),
};

function forward(channels: Channels): Kernel<Window> {
  return kernel<Inputs, Attributes, Window>(({ inputs: { x, filter }, attrs }) => {
    if (isChannelsFirst(attrs)) return undefined;
    const attributes = windowOf(x.shape, filter.shape, attrs);
    const shape = [x.shape[0]!, ...attributes.output, channels(filter.shape)];
    return { operands: [x, filter], outputs: [{ shape, dtype: 'float32' }], attributes };
  });
}

function fused(channels: Channels): Kernel<Window & FusedActivation> {
  return kernel<FusedInputs, Attributes & FusedActivationAttributes, Window & FusedActivation>(
    ({ inputs: { x, filter, bias, preluActivationWeights }, attrs }) => {
      if (isChannelsFirst(attrs) || preluActivationWeights || (bias && bias.shape.length > 1)) return undefined;
      const window = windowOf(x.shape, filter.shape, attrs);
      const shape = [x.shape[0]!, ...window.output, channels(filter.shape)];
      return {
        operands: bias ? [x, filter, bias] : [x, filter],
        outputs: [{ shape, dtype: 'float32' }],
        attributes: { ...window, ...fusedActivation(attrs) },
      };
    },
  );
}

function inputGradient(): Kernel<Window> {
  return kernel<{ dy: TensorInfo; filter: TensorInfo }, Attributes & { inputShape: Shape }, Window>(
    ({ inputs: { dy, filter }, attrs }) => {
      if (isChannelsFirst(attrs)) return undefined;
      const attributes = windowOf(attrs.inputShape, filter.shape, attrs);
      return { operands: [dy, filter], outputs: [{ shape: attrs.inputShape, dtype: 'float32' }], attributes };
    },
  );
}

function filterGradient(): Kernel<Window> {
  return kernel<{ x: TensorInfo; dy: TensorInfo }, Attributes & { filterShape: Shape }, Window>(
    ({ inputs: { x, dy }, attrs }) => {
      if (isChannelsFirst(attrs)) return undefined;
      const attributes = windowOf(x.shape, attrs.filterShape, attrs);
      return { operands: [x, dy], outputs: [{ shape: attrs.filterShape, dtype: 'float32' }], attributes };
    },
  );
}

function isChannelsFirst({ dataFormat }: Attributes): boolean {
  return dataFormat === 'NCHW';
}
