import type * as tf from '@tensorflow/tfjs-core';
import { depthwiseFilterGradient, depthwiseInputGradient } from '../../gradients/depthwise.ts';
import { windowOf, type ConvolutionAttributes } from '../../geometry/window.ts';
import { registerComposed } from '../replace-kernel.ts';

type Shape = [number, number, number, number];

/** The shipped backend has neither gradient of a depthwise convolution. */
export function registerDepthwiseGradients(): void {
  registerComposed<{ x: tf.Tensor4D; dy: tf.Tensor4D }, ConvolutionAttributes & { filterShape: Shape }>(
    'wasm',
    'DepthwiseConv2dNativeBackpropFilter',
    ({ x, dy }, attributes) => depthwiseFilterGradient(x, dy, windowOf(x.shape, attributes.filterShape, attributes)),
  );
  registerComposed<{ dy: tf.Tensor4D; filter: tf.Tensor4D }, ConvolutionAttributes & { inputShape: Shape }>(
    'wasm',
    'DepthwiseConv2dNativeBackpropInput',
    ({ dy, filter }, attributes) =>
      depthwiseInputGradient(dy, filter, windowOf(attributes.inputShape, filter.shape, attributes)),
  );
}
