import type { Activation, SqueezeExciteOptions } from '../../../nn/index.ts';

/** A block of MobileNetV2 and what came after it. */
export interface BlockSpec {
  readonly kernelSize: number;
  readonly stride: number;
  /** Channels of the depthwise convolution. Where they are those of the input, nothing is expanded. */
  readonly expanded: number;
  readonly outChannels: number;
  /** Squeeze-excite, if it has one, and its inner channels. */
  readonly squeeze?: Pick<SqueezeExciteOptions, 'activation' | 'gate'> & { readonly channels: number };
  readonly activation: Activation;
}

/** Stages as timm numbers them: `stages[s][b]` is the block whose name is `blocks.s.b`. */
export type Stages = readonly (readonly BlockSpec[])[];

/**
 * The nearest multiple of 8 that is not more than a tenth below: `_make_divisible` of TensorFlow, torchvision and timm.
 */
export function makeDivisible(channels: number): number {
  const rounded = Math.max(8, Math.floor((channels + 4) / 8) * 8);
  return rounded < 0.9 * channels ? rounded + 8 : rounded;
}
