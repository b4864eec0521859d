import * as tf from '@tensorflow/tfjs-core';

export interface Convolution {
  readonly strides: number;
  readonly dilations: number;
  readonly pad: 'same' | 'valid';
  /** Divides the channels of the input and of the output. */
  readonly groups: number;
}

export interface GroupedConvolution extends Convolution {
  readonly bias?: tf.Tensor1D;
  readonly activation?: 'linear' | 'relu' | 'relu6';
}

/**
 * A convolution in which group g of the output sees group g of the input. `x` [N, H, W, in], `filter` [height, width,
 * in / groups, out]; gives [N, outH, outW, out].
 */
export function groupedConv2d(x: tf.Tensor4D, filter: tf.Tensor4D, convolution: GroupedConvolution): tf.Tensor4D {
  const { strides, dilations, pad, groups, bias, activation = 'linear' } = convolution;
  if (groups === 1)
    return bias
      ? tf.fused.conv2d({ x, filter, strides, dilations, pad, bias, activation })
      : tf.conv2d(x, filter, strides, pad, 'NHWC', dilations);
  const [parts, filters] = [tf.split<tf.Tensor4D>(x, groups, 3), tf.split<tf.Tensor4D>(filter, groups, 3)];
  const biases = bias && tf.split<tf.Tensor1D>(bias, groups);
  const results = parts.map((part, group) => {
    const own = biases ? { bias: biases[group]! } : {};
    return groupedConv2d(part, filters[group]!, { strides, dilations, pad, groups: 1, activation, ...own });
  });
  return tf.concat(results, 3);
}
