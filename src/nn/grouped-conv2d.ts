import * as tf from '@tensorflow/tfjs-core';
import { customGrad } from './custom-grad.ts';
import { hasKernel } from './has-kernel.ts';

export interface Convolution {
  readonly strides: number;
  readonly dilations: number;
  readonly pad: 'same' | 'valid';
  /** Divides the channels of the input and of the output. */
  readonly groups: number;
}

/**
 * A convolution in which group g of the output sees group g of the input. `x` [N, H, W, in], `filter` [height, width,
 * in / groups, out]; gives [N, outH, outW, out]. Backends that compile a whole step take it as one kernel.
 */
export function groupedConv2d(x: tf.Tensor4D, filter: tf.Tensor4D, convolution: Convolution): tf.Tensor4D {
  const { strides, dilations, pad, groups } = convolution;
  if (groups === 1) return tf.conv2d(x, filter, strides, pad, 'NHWC', dilations);
  if (hasKernel('GroupedConv2D')) return recorded(x, filter, convolution);
  const filters = tf.split<tf.Tensor4D>(filter, groups, 3);
  const parts = tf.split<tf.Tensor4D>(x, groups, 3);
  const results = parts.map((part, group) => tf.conv2d(part, filters[group]!, strides, pad, 'NHWC', dilations));
  return tf.concat(results, 3);
}

export interface Fused {
  readonly bias: tf.Tensor1D;
  readonly activation: 'linear' | 'relu' | 'relu6';
}

/** The same plus a bias [out], and then an activation. */
export function fusedGroupedConv2d(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  convolution: Convolution,
  { bias, activation }: Fused,
): tf.Tensor4D {
  const { groups, ...options } = convolution;
  if (groups === 1) return tf.fused.conv2d({ x, filter, ...options, bias, activation });
  const taped = tf.engine().state.gradientDepth > 0;
  if (!taped && hasKernel('GroupedConv2D'))
    return run('GroupedConv2D', { x, filter, bias }, { ...convolution, activation });
  const y = tf.add<tf.Tensor4D>(groupedConv2d(x, filter, convolution), bias);
  if (activation === 'linear') return y;
  return activation === 'relu' ? tf.relu(y) : tf.relu6(y);
}

function recorded(x: tf.Tensor4D, filter: tf.Tensor4D, convolution: Convolution): tf.Tensor4D {
  return customGrad<tf.Tensor4D>([x, filter], {
    forward: (save) => {
      save([x, filter]);
      return run('GroupedConv2D', { x, filter }, { ...convolution, activation: 'linear' });
    },
    gradient: (dy, saved) => {
      const [input, weight] = saved as [tf.Tensor4D, tf.Tensor4D];
      return [
        run('GroupedConv2DBackpropInput', { dy, filter: weight }, { ...convolution, inputShape: input.shape }),
        run('GroupedConv2DBackpropFilter', { x: input, dy }, { ...convolution, filterShape: weight.shape }),
      ];
    },
  });
}

function run(kernel: string, inputs: tf.NamedTensorMap, attributes: object): tf.Tensor4D {
  return tf.engine().runKernel<tf.Tensor4D>(kernel, inputs, attributes as unknown as tf.NamedAttrMap);
}
