import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../core/random.ts';

/** Uniform in [-bound, bound). */
export function uniform(random: Random, shape: readonly number[], bound: number): tf.Tensor {
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.between(-bound, bound));
  return tf.tensor(values, [...shape]);
}

/** The initial value of a convolution's weight [height, width, in / groups, out]. */
export type WeightInit = (random: Random, shape: readonly [number, number, number, number]) => tf.Tensor;

/**
 * `kaiming_normal_(mode='fan_out', nonlinearity='relu')` (He et al. 2015), as torchvision draws the weights of its
 * ResNets and MobileNets: normal with standard deviation sqrt(2 / fan out), where fan out = height * width * out,
 * whatever the number of groups.
 */
export const kaimingNormalFanOut: WeightInit = (random, shape) => {
  const [height, width, , outputs] = shape;
  const deviation = Math.sqrt(2 / (height * width * outputs));
  // A loop, since `Float32Array.from` takes several times as long for the millions of weights of a ResNet.
  const values = new Float32Array(tf.util.sizeFromShape([...shape]));
  for (let index = 0; index < values.length; index++) values[index] = deviation * random.normal();
  return tf.tensor(values, [...shape]);
};

/**
 * PyTorch's default for convolutions, `kaiming_uniform_(a=sqrt(5))`: the bound is 1 / sqrt(fan in),
 * for the weight and for the bias.
 */
export function defaultBound(fanIn: number): number {
  return 1 / Math.sqrt(fanIn);
}
