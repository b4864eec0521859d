import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../core/random.ts';

/** Uniform in [-bound, bound). */
export function uniform(random: Random, shape: readonly number[], bound: number): tf.Tensor {
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.between(-bound, bound));
  return tf.tensor(values, [...shape]);
}

/**
 * PyTorch's default for convolutions, `kaiming_uniform_(a=sqrt(5))`: the bound is 1 / sqrt(fan in),
 * for the weight and for the bias.
 */
export function defaultBound(fanIn: number): number {
  return 1 / Math.sqrt(fanIn);
}
