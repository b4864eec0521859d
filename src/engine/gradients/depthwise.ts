import * as tf from '@tensorflow/tfjs-core';
import { tapsOf, type Window } from '../geometry/window.ts';
import { inputGradient } from './input-gradient.ts';
import { padOrCrop } from './pad-or-crop.ts';
import { sightOf, splitPhases } from './phases.ts';

/**
 * Gradient of a depthwise convolution for its input. `dy` [N, outH, outW, C * M], `filter` [kh, kw, C, M]; gives [N, H,
 * W, C].
 */
export function depthwiseInputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, window: Window): tf.Tensor4D {
  const [height, width, channels, multiplier] = filter.shape;
  const flipped = tf.reshape<tf.Rank.R4>(tf.reverse(filter, [0, 1]), [height, width, channels * multiplier, 1]);
  const each = inputGradient(dy, flipped, window, (x, part, dilations) =>
    tf.depthwiseConv2d(x, part, 1, 'valid', 'NHWC', [...dilations]),
  );
  if (multiplier === 1) return each;
  const [batch, rows, columns] = each.shape;
  return tf.reshape(tf.sum(tf.reshape(each, [batch * rows * columns, channels, multiplier]), 2), [
    batch,
    rows,
    columns,
    channels,
  ]);
}

/**
 * Gradient of a depthwise convolution for its filter: for each position of the kernel, what it saw times `dy`,
 * summed over all pixels. `x` [N, H, W, C], `dy` [N, outH, outW, C * M]; gives [kh, kw, C, M].
 */
export function depthwiseFilterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, window: Window): tf.Tensor4D {
  const channels = x.shape[3];
  const multiplier = dy.shape[3] / channels;
  const phases = splitPhases(padOrCrop(x, window.padding), window.strides).map((line) => line.map(rowsOfPixels));
  const gradients = tf.reshape(dy, [-1, channels, multiplier]);
  const [height, width] = window.output;
  const perTap = tapsOf(window.kernel).map((tap) => {
    const { phase, begin } = sightOf(tap, window);
    return tf.tidy(() => {
      const seen = tf.slice(
        phases[phase[0]]![phase[1]]!,
        [0, begin[0], begin[1] * channels],
        [x.shape[0], height, width * channels],
      );
      const product =
        multiplier === 1
          ? tf.mul(seen, tf.reshape(dy, seen.shape))
          : tf.mul(tf.reshape(seen, [-1, channels, 1]), gradients);
      return tf.sum(tf.reshape(product, [-1, channels * multiplier]), 0);
    });
  });
  return tf.reshape(tf.stack(perTap), [...window.kernel, channels, multiplier]);
}

/** [N, H, W, C] to [N, H, W * C]: slices along the width are then long runs. */
function rowsOfPixels(x: tf.Tensor4D): tf.Tensor3D {
  const [batch, height, width, channels] = x.shape;
  return tf.reshape(x, [batch, height, width * channels]);
}
