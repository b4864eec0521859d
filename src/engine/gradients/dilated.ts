import * as tf from '@tensorflow/tfjs-core';
import { convolutionFilterGradient, convolutionInputGradient } from './convolution.ts';
import { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise.ts';
import { type ConvolutionAttributes, windowOf } from '../geometry/window.ts';

let registered = false;

/** TensorFlow.js throws in the gradient of a dilated convolution (https://github.com/tensorflow/tfjs/issues/7906). */
export function registerDilatedConvolutionGradients(): void {
  if (registered) return;
  registered = true;
  extendGradient('Conv2D', convolutionInputGradient, convolutionFilterGradient);
  extendGradient('DepthwiseConv2dNative', depthwiseInputGradient, depthwiseFilterGradient);
}

type PartialGradient = typeof convolutionInputGradient;

/** Without dilation the backend's own gradient kernels are used, as before. */
function extendGradient(kernelName: string, forInput: PartialGradient, forFilter: PartialGradient): void {
  const shipped = tf.getGradient(kernelName);
  tf.registerGradient({
    kernelName,
    inputsToSave: ['x', 'filter'],
    gradFunc(dy, saved, attributes) {
      const convolution = attributes as unknown as ConvolutionAttributes & { dataFormat: string };
      if (!isDilated(convolution) || convolution.dataFormat === 'NCHW') return shipped.gradFunc(dy, saved, attributes);
      const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
      const window = windowOf(x.shape, filter.shape, convolution);
      return {
        x: () => forInput(dy as tf.Tensor4D, filter, window),
        filter: () => forFilter(x, dy as tf.Tensor4D, window),
      };
    },
  });
}

function isDilated({ dilations = 1 }: ConvolutionAttributes): boolean {
  return [dilations].flat().some((rate) => rate !== 1);
}
