import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../nn/index.ts';

export interface ConvBlockOptions extends Omit<nn.Conv2dOptions, 'bias'>, nn.BatchNorm2dOptions {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: number;
  /** By default what keeps the size at stride 1, as in PyTorch: half of the kernel's reach on each side. */
  readonly padding?: number | 'same';
  /** By default `relu`. */
  readonly activation?: nn.Activation;
  /** What the state dict calls convolution and batch norm; by default as in a `torch.nn.Sequential`. */
  readonly names?: readonly [conv: string, norm: string];
}

/**
 * What encoders are made of: a convolution without bias, batch norm and an activation, [N, H, W, in] to [N, H / stride,
 * W / stride, out]. Where the running statistics count (in evaluation, or frozen) it is one fused op: batch norm is
 * folded into the weight and bias at every call, which costs one pass over the weights and has gradients too.
 */
export class ConvBlock extends nn.Layer {
  readonly #conv: nn.Conv2d;
  readonly #norm: nn.BatchNorm2d;
  readonly #activation: nn.Activation;

  constructor(options: ConvBlockOptions) {
    super();
    const { inChannels, outChannels, kernelSize, dilation = 1, activation = 'relu', names = ['0', '1'] } = options;
    const { padding = (dilation * (kernelSize - 1)) / 2, eps, momentum } = options;
    const conv = new nn.Conv2d(inChannels, outChannels, kernelSize, { ...options, padding, bias: false });
    this.#conv = this.child(names[0], conv);
    this.#norm = this.child(
      names[1],
      new nn.BatchNorm2d(outChannels, { ...(eps && { eps }), ...(momentum && { momentum }) }),
    );
    this.#activation = activation;
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    if (this.#norm.usesBatch(pass))
      return nn.activations[this.#activation](this.#norm.forward(this.#conv.forward(x), pass));
    const { scale, shift } = this.#norm.scaleAndShift();
    const weight = tf.mul<tf.Tensor4D>(this.#conv.weight, scale);
    return this.#conv.forwardFused(x, { weight, bias: shift, activation: this.#activation });
  }
}
