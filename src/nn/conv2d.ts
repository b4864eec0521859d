import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../core/random.ts';
import { type Activation, activations } from './activation.ts';
import { type Convolution, fusedGroupedConv2d, groupedConv2d } from './grouped-conv2d.ts';
import { defaultBound, uniform, type WeightInit } from './init.ts';
import { Layer } from './layer.ts';

export interface Conv2dOptions {
  readonly random: Random;
  readonly stride?: number;
  /** Zeros on each side as in PyTorch, or TensorFlow's `same`, which at stride 2 pads more at the end. */
  readonly padding?: number | 'same';
  readonly dilation?: number;
  readonly groups?: number;
  readonly bias?: boolean;
  /** By default PyTorch's: uniform in ±1 / sqrt(fan in). The bias always is. */
  readonly weightInit?: WeightInit;
}

/** What a convolution can do in the same pass. */
export interface FusedConvolution {
  /** In place of the layer's own; of the same shape. */
  readonly weight: tf.Tensor4D;
  /** In place of the layer's own. */
  readonly bias: tf.Tensor1D;
  readonly activation: Activation;
}

/**
 * As `torch.nn.Conv2d` with a square kernel, on [N, H, W, C].
 *
 * `weight` is [height, width, in / groups, out], PyTorch's [out, in / groups, height, width] transposed by (2, 3, 1,
 * 0); this holds for depthwise convolution too.
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
    const bound = defaultBound((inChannels / groups) * kernelSize ** 2);
    const { weightInit = (draws, shape) => uniform(draws, shape, bound) } = options;
    const weight = weightInit(random, [kernelSize, kernelSize, inChannels / groups, outChannels]);
    this.weight = this.parameter('weight', weight as tf.Tensor4D);
    this.bias = bias ? this.parameter('bias', uniform(random, [outChannels], bound) as tf.Tensor1D) : undefined;
  }

  override forward(x: tf.Tensor4D): tf.Tensor4D {
    const [input, convolution] = this.#padded(x);
    const y = this.#isDepthwise()
      ? tf.depthwiseConv2d(
          input,
          this.#depthwise(this.weight),
          convolution.strides,
          convolution.pad,
          'NHWC',
          convolution.dilations,
        )
      : groupedConv2d(input, this.weight, convolution);
    return this.bias ? tf.add(y, this.bias) : y;
  }

  /** This convolution by another weight, a bias and an activation, as one op where the backend has it. */
  forwardFused(x: tf.Tensor4D, { weight, bias, activation }: FusedConvolution): tf.Tensor4D {
    const [input, convolution] = this.#padded(x);
    const fused = activation === 'relu' || activation === 'relu6' ? activation : 'linear';
    const y = this.#isDepthwise()
      ? tf.fused.depthwiseConv2d({
          x: input,
          filter: this.#depthwise(weight),
          ...convolution,
          bias,
          activation: fused,
        })
      : fusedGroupedConv2d(input, weight, convolution, { bias, activation: fused });
    return fused === 'linear' ? activations[activation](y) : y;
  }

  #isDepthwise(): boolean {
    return this.groups > 1 && this.weight.shape[2] === 1;
  }

  /** TensorFlow keeps the channels of a depthwise filter as [in, out / in]: the same order in memory. */
  #depthwise(weight: tf.Tensor4D): tf.Tensor4D {
    const [height, width, , outChannels] = weight.shape;
    return tf.reshape(weight, [height, width, this.groups, outChannels / this.groups]);
  }

  /** Not every backend has gradients for explicit padding; at stride 1 `same` means the same and copies nothing. */
  #padded(x: tf.Tensor4D): [input: tf.Tensor4D, convolution: Convolution] {
    const { padding, stride, dilation, groups } = this;
    const shared = { strides: stride, dilations: dilation, groups };
    const reach = dilation * (this.weight.shape[0] - 1);
    if (padding === 'same' || (stride === 1 && 2 * padding === reach)) return [x, { ...shared, pad: 'same' }];
    if (padding === 0) return [x, { ...shared, pad: 'valid' }];
    const sides: [number, number] = [padding, padding];
    return [tf.pad(x, [[0, 0], sides, sides, [0, 0]]), { ...shared, pad: 'valid' }];
  }
}
