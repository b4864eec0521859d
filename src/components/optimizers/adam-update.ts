import * as tf from '@tensorflow/tfjs-core';
import { hasKernel } from '../../nn/index.ts';

/** A parameter, its gradient, and the running means of its gradients and of their squares. */
export interface AdamUpdate {
  readonly parameter: tf.Variable;
  readonly gradient: tf.Tensor;
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
 * to the gradient. Backends that compile a whole step take all vectors as one kernel, and each other parameter
 * as one.
 */
export function updateByAdam(updates: readonly AdamUpdate[], scalars: AdamScalars, rates: AdamRates): void {
  const isOne = hasKernel('AdamUpdate') && updates.every(({ largest }) => largest === undefined);
  if (!isOne) return updates.forEach((update) => updateInSteps(update, scalars, rates));
  // Others than vectors are large: each one's new numbers take the place of the old before the next one's are made.
  const [vectors, others] = [true, false].map((is) => updates.filter(({ parameter }) => (parameter.rank === 1) === is));
  if (vectors!.length > 0) updateAtOnce(vectors!, scalars, rates);
  for (const other of others!) updateAtOnce([other], scalars, rates);
}

function updateAtOnce(updates: readonly AdamUpdate[], { size, eps, shrink }: AdamScalars, rates: AdamRates): void {
  const { beta1, beta2, decay, decoupled } = rates;
  const inputs = [
    ...(decoupled ? [size, eps, shrink] : [size, eps]),
    ...updates.flatMap(({ parameter, gradient, mean, square }) => [parameter, gradient, mean, square]),
  ];
  const attributes = { beta1, beta2, decay: decoupled ? 0 : decay, decoupled };
  const results = tf.engine().runKernel<tf.Tensor[]>('AdamUpdate', inputs as unknown as tf.NamedTensorMap, attributes);
  const variables = updates.flatMap(({ parameter, mean, square }) => [parameter, mean, square]);
  variables.forEach((variable, index) => variable.assign(results[index]!));
}

function updateInSteps(
  { parameter, gradient, mean, square, largest }: AdamUpdate,
  { size, eps, shrink }: AdamScalars,
  { beta1, beta2, decay, decoupled }: AdamRates,
): void {
  const added = decoupled ? 0 : decay;
  const g = added > 0 ? tf.add(gradient, tf.mul(parameter, added)) : gradient;
  mean.assign(tf.add(tf.mul(mean, beta1), tf.mul(g, 1 - beta1)));
  square.assign(tf.add(tf.mul(square, beta2), tf.mul(tf.square(g), 1 - beta2)));
  largest?.assign(tf.maximum(largest, square));
  const change = tf.div(tf.mul(mean, size), tf.add(tf.sqrt(largest ?? square), eps));
  parameter.assign(tf.sub(decoupled ? tf.mul(parameter, shrink) : parameter, change));
}
