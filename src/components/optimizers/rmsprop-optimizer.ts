import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../registry/index.ts';
import { groupedOptimizer } from './grouped-optimizer.ts';
import { parameterGroups, type TrainedGroup } from './parameter-groups.ts';
import type { RmspropParams } from './rmsprop.ts';
import { createSlot, forEachGradient, type NamedVariables } from './slots.ts';

/** `torch.optim.RMSprop`. Its slots depend on `momentum` and `centered`. */
export function createRmsprop(parameters: NamedVariables, params: RmspropParams): Optimizer {
  const { alpha, eps, momentum, centered } = params;
  const groups = parameterGroups(parameters, params);
  const squares = createSlot(parameters);
  const means = createSlot(centered ? parameters : []);
  const buffers = createSlot(momentum > 0 ? parameters : []);

  return groupedOptimizer(
    params.lr,
    groups,
    { square_avg: squares, grad_avg: means, momentum_buffer: buffers },
    stepGroup,
  );

  function stepGroup(group: TrainedGroup, gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void {
    const { weightDecay: decay } = group;
    const rate = tf.scalar(learningRate);
    forEachGradient(group.variables, gradients, (name, parameter, gradient) => {
      const g = decay > 0 ? tf.add(gradient, tf.mul(parameter, decay)) : gradient;
      const square = move(squares.get(name)!, tf.square(g));
      const mean = means.get(name);
      // Rounding can make the variance of equal gradients negative, which PyTorch takes the root of.
      const variance = mean ? tf.relu(tf.sub(square, tf.square(move(mean, g)))) : square;
      const change = tf.div(g, tf.add(tf.sqrt(variance), eps));
      parameter.assign(tf.sub(parameter, tf.mul(withMomentum(buffers.get(name), change), rate)));
    });
    rate.dispose();
  }

  function move(mean: tf.Variable, value: tf.Tensor): tf.Variable {
    mean.assign(tf.add(tf.mul(mean, alpha), tf.mul(value, 1 - alpha)));
    return mean;
  }

  function withMomentum(buffer: tf.Variable | undefined, change: tf.Tensor): tf.Tensor {
    buffer?.assign(tf.add(tf.mul(buffer, momentum), change));
    return buffer ?? change;
  }
}
