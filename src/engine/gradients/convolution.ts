import * as tf from '@tensorflow/tfjs-core';
import { tapsOf, type Window } from '../geometry/window.ts';
import { inputGradient } from './input-gradient.ts';
import { padOrCrop } from './pad-or-crop.ts';
import { sightOf, splitPhases } from './phases.ts';

/**
 * Gradient of a 2-D convolution for its input. `dy` [N, outH, outW, K], `filter` [kh, kw, C, K]; gives [N, H, W, C].
 */
export function convolutionInputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, window: Window): tf.Tensor4D {
  const flipped = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return inputGradient(dy, flipped, window, (x, part, dilations) =>
    tf.conv2d(x, part, 1, 'valid', 'NHWC', [...dilations]),
  );
}

/**
 * Gradient of a 2-D convolution for its filter: for each position of the kernel, what it saw, channels first, times
 * `dy`. The input is transposed once, so each position is a plain copy; `dy` is the right operand of every product, so
 * backends that pack it (XNNPACK) do so once. `x` [N, H, W, C], `dy` [N, outH, outW, K]; gives [kh, kw, C, K].
 */
export function convolutionFilterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, window: Window): tf.Tensor4D {
  const [inputs, outputs] = [x.shape[3], dy.shape[3]];
  const phases = splitPhases(padOrCrop(x, window.padding), window.strides).map((line) => line.map(channelsFirst));
  const gradients = tf.reshape<tf.Rank.R2>(dy, [-1, outputs]);
  const products = tapsOf(window.kernel).map((tap) => {
    const { phase, begin } = sightOf(tap, window);
    return tf.tidy(() => {
      const planes = phases[phase[0]]![phase[1]]!;
      const seen = tf.slice(planes, [0, ...begin], [planes.shape[0], ...window.output]);
      return tf.matMul(tf.reshape(seen, [inputs, -1]), gradients);
    });
  });
  return tf.reshape(tf.stack(products), [...window.kernel, inputs, outputs]);
}

/** [N, H, W, C] to planes [C * N, H, W]. */
function channelsFirst(x: tf.Tensor4D): tf.Tensor3D {
  const [batch, height, width, channels] = x.shape;
  const transposed = tf.transpose(tf.reshape(x, [batch * height * width, channels]));
  return tf.reshape(transposed, [channels * batch, height, width]);
}
