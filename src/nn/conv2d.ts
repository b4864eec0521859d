import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../core/random.ts';
import { defaultBound, uniform } from './init.ts';
import { Layer } from './layer.ts';

export interface Conv2dOptions {
  readonly random: Random;
  readonly stride?: number;
  /** Zeros on each side as in PyTorch, or TensorFlow's `same`, which at stride 2 pads more at the end. */
  readonly padding?: number | 'same';
  readonly dilation?: number;
  readonly groups?: number;
  readonly bias?: boolean;
}

/**
 * As `torch.nn.Conv2d` with a square kernel, on [N, H, W, C].
 *
 * `weight` is [height, width, in / groups, out], PyTorch's [out, in / groups, height, width] transposed by (2, 3, 1,
 * 0); this holds for depthwise convolution too. Initial values are uniform in ±1 / sqrt(fan in).
 */
export class Conv2d extends Layer {
  readonly weight: tf.Variable<tf.Rank.R4>;
  readonly bias: tf.Variable<tf.Rank.R1> | undefined;
  readonly stride: number;
  readonly padding: number | 'same';
  readonly dilation: number;
  readonly groups: number;

  constructor(inChannels: number, outChannels: number, kernelSize: number, options: Conv2dOptions) {
    super();
    const { random, stride = 1, padding = 0, dilation = 1, groups = 1, bias = true } = options;
    if (inChannels % groups !== 0 || outChannels % groups !== 0) {
      throw new Error(`groups must divide both channel counts; got ${groups} for ${inChannels} and ${outChannels}`);
    }
    if (dilation > 1 && stride > 1)
      throw new Error('TensorFlow.js has no convolution with both stride and dilation above 1');
    [this.stride, this.padding, this.dilation, this.groups] = [stride, padding, dilation, groups];
    const shape = [kernelSize, kernelSize, inChannels / groups, outChannels];
    const bound = defaultBound((inChannels / groups) * kernelSize ** 2);
    this.weight = this.parameter('weight', uniform(random, shape, bound) as tf.Tensor4D);
    this.bias = bias ? this.parameter('bias', uniform(random, [outChannels], bound) as tf.Tensor1D) : undefined;
  }

  override forward(x: tf.Tensor4D): tf.Tensor4D {
    const y = this.#convolve(x);
    return this.bias ? tf.add(y, this.bias) : y;
  }

  #convolve(x: tf.Tensor4D): tf.Tensor4D {
    const { weight, stride, dilation, groups } = this;
    const [input, mode] = this.#pad(x);
    const convolve = (part: tf.Tensor4D, filter: tf.Tensor4D) =>
      tf.conv2d(part, filter, stride, mode, 'NHWC', dilation);
    if (groups === 1) return convolve(input, weight);
    if (weight.shape[2] === 1)
      return tf.depthwiseConv2d(input, this.#depthwiseFilter(), stride, mode, 'NHWC', dilation);
    const filters = tf.split<tf.Tensor4D>(weight, groups, 3);
    const parts = tf.split<tf.Tensor4D>(input, groups, 3);
    return tf.concat(
      parts.map((part, index) => convolve(part, filters[index]!)),
      3,
    );
  }

  /** TensorFlow keeps the channels of a depthwise filter as [in, out / in]: the same order in memory. */
  #depthwiseFilter(): tf.Tensor4D {
    const [height, width, , outChannels] = this.weight.shape;
    return tf.reshape(this.weight, [height, width, this.groups, outChannels / this.groups]);
  }

  /** Not every backend has gradients for explicit padding; at stride 1 `same` means the same and copies nothing. */
  #pad(x: tf.Tensor4D): [tf.Tensor4D, 'same' | 'valid'] {
    const { padding, stride, dilation } = this;
    const reach = dilation * (this.weight.shape[0] - 1);
    if (padding === 'same' || (stride === 1 && 2 * padding === reach)) return [x, 'same'];
    if (padding === 0) return [x, 'valid'];
    return [
      tf.pad(x, [
        [0, 0],
        [padding, padding],
        [padding, padding],
        [0, 0],
      ]),
      'valid',
    ];
  }
}
