import type * as tf from '@tensorflow/tfjs-core';
import { convolutionFilterGradient, convolutionInputGradient } from '../../gradients/convolution.ts';
import { windowOf, type ConvolutionAttributes } from '../../geometry/window.ts';
import { registerComposed } from '../replace-kernel.ts';

type Shape = [number, number, number, number];
type Attributes = ConvolutionAttributes & { readonly dataFormat: 'NHWC' | 'NCHW' };

/** The shipped backend has no filter gradient, and an input gradient in scalar loops. */
export function registerConvolutionGradients(): void {
  registerComposed<{ x: tf.Tensor4D; dy: tf.Tensor4D }, Attributes & { filterShape: Shape }>(
    'wasm',
    'Conv2DBackpropFilter',
    ({ x, dy }, attributes) => {
      requireChannelsLast(attributes);
      return convolutionFilterGradient(x, dy, windowOf(x.shape, attributes.filterShape, attributes));
    },
  );
  registerComposed<{ dy: tf.Tensor4D; filter: tf.Tensor4D }, Attributes & { inputShape: Shape }>(
    'wasm',
    'Conv2DBackpropInput',
    ({ dy, filter }, attributes) => {
      requireChannelsLast(attributes);
      return convolutionInputGradient(dy, filter, windowOf(attributes.inputShape, filter.shape, attributes));
    },
  );
}

function requireChannelsLast({ dataFormat }: Attributes): void {
  if (dataFormat === 'NCHW') throw new Error('The wasm backend convolves NHWC only, got NCHW');
}
