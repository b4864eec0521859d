import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';

export interface ConvBlockOptions {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly depthwise: boolean;
  readonly random: Random;
}

/** A convolution without bias, batch norm with the epsilon and momentum of Keras's MobileNet, and ReLU6. */
export class ConvBlock extends nn.Layer {
  readonly #conv: nn.Conv2d;
  readonly #norm: nn.BatchNorm2d;

  constructor({ inChannels, outChannels, kernelSize, stride, depthwise, random }: ConvBlockOptions) {
    super();
    const groups = depthwise ? inChannels : 1;
    const conv = new nn.Conv2d(inChannels, outChannels, kernelSize, {
      stride,
      padding: 'same',
      groups,
      bias: false,
      random,
    });
    this.#conv = this.child('conv', conv);
    this.#norm = this.child('bn', new nn.BatchNorm2d(outChannels, { eps: 1e-3, momentum: 0.01 }));
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    return tf.relu6(this.#norm.forward(this.#conv.forward(x), pass));
  }

  /**
   * Computes `forward` in inference mode as one fused op: batch norm is folded into the convolution's weight and bias.
   * Folding at every call costs one pass over the weights, and stays correct when other weights are loaded.
   */
  infer(x: tf.Tensor4D): tf.Tensor4D {
    const { weight, stride, groups } = this.#conv;
    const { scale, shift } = this.#norm.scaleAndShift();
    const shared = { x, strides: stride, pad: 'same', bias: shift, activation: 'relu6' } as const;
    const filter = tf.mul<tf.Tensor4D>(weight, scale);
    if (groups === 1) return tf.fused.conv2d({ ...shared, filter });
    const [height, width, , channels] = filter.shape;
    return tf.fused.depthwiseConv2d({ ...shared, filter: tf.reshape(filter, [height, width, channels, 1]) });
  }
}
