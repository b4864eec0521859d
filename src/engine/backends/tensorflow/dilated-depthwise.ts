import * as tf from '@tensorflow/tfjs-core';
import { type ConvolutionAttributes, windowOf } from '../../geometry/window.ts';
import { joinPhases, splitPhases } from '../../gradients/phases.ts';
import { padOrCrop } from '../../gradients/pad-or-crop.ts';
import { replaceKernel } from '../replace-kernel.ts';

/** TensorFlow's processor kernel refuses dilations: each phase of the input is convolved without. */
export function registerDilatedDepthwise(): void {
  const shipped = tf.getKernel('DepthwiseConv2dNative', 'tensorflow');
  replaceKernel('tensorflow', 'DepthwiseConv2dNative', (call) => {
    const { x, filter } = call.inputs as unknown as { x: tf.Tensor4D; filter: tf.Tensor4D };
    const attributes = call.attrs as unknown as ConvolutionAttributes;
    const window = windowOf(x.shape, filter.shape, attributes);
    if (window.dilations.every((rate) => rate === 1)) return shipped.kernelFunc(call);
    return tf.tidy(() => {
      const phases = splitPhases(padOrCrop(x, window.padding), window.dilations);
      const whole = joinPhases(
        phases.map((line) => line.map((phase) => tf.depthwiseConv2d(phase, filter, 1, 'valid'))),
      );
      const [height, width] = window.output;
      return padOrCrop(whole, [
        [0, height - whole.shape[1]],
        [0, width - whole.shape[2]],
      ]);
    });
  });
}
