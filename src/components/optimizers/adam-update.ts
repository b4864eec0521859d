import * as tf from '@tensorflow/tfjs-core';
import { hasKernel } from '../../nn/index.ts';

/** A parameter and the running means of its gradient and of its gradient's square. */
export interface AdamState {
  readonly parameter: tf.Variable;
  readonly mean: tf.Variable;
  readonly square: tf.Variable;
  /** The largest that the mean square has been, with AMSGrad. */
  readonly largest: tf.Variable | undefined;
}

/**
 * What changes from step to step, as tensors: a backend that compiles the step would compile it again for constants.
 */
export interface AdamScalars {
  readonly size: tf.Scalar;
  readonly eps: tf.Scalar;
  readonly shrink: tf.Scalar;
}

export interface AdamRates {
  readonly beta1: number;
  readonly beta2: number;
  readonly decay: number;
  readonly decoupled: boolean;
}

/**
 * parameter * shrink - size * mean / (sqrt(square) + eps), where only decoupled decay shrinks and other decay is added
 * to the gradient. Backends that compile a whole step take it as one kernel.
 */
export function updateByAdam(state: AdamState, gradient: tf.Tensor, scalars: AdamScalars, rates: AdamRates): void {
  const { parameter, mean, square, largest } = state;
  const { beta1, beta2, decay, decoupled } = rates;
  const added = decoupled ? 0 : decay;
  if (!largest && hasKernel('AdamUpdate')) {
    const { size, eps, shrink } = scalars;
    const inputs = { parameter, gradient, mean, square, size, eps, ...(decoupled && { shrink }) };
    const attributes = { beta1, beta2, decay: added };
    const results = tf.engine().runKernel<tf.Tensor[]>('AdamUpdate', inputs, attributes);
    [parameter, mean, square].forEach((variable, index) => variable.assign(results[index]!));
    return;
  }
  const g = added > 0 ? tf.add(gradient, tf.mul(parameter, added)) : gradient;
  mean.assign(tf.add(tf.mul(mean, beta1), tf.mul(g, 1 - beta1)));
  square.assign(tf.add(tf.mul(square, beta2), tf.mul(tf.square(g), 1 - beta2)));
  largest?.assign(tf.maximum(largest, square));
  const change = tf.div(tf.mul(mean, scalars.size), tf.add(tf.sqrt(largest ?? square), scalars.eps));
  parameter.assign(tf.sub(decoupled ? tf.mul(parameter, scalars.shrink) : parameter, change));
}
