import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../registry/index.ts';
import { groupedOptimizer } from './grouped-optimizer.ts';
import { parameterGroups, type TrainedGroup } from './parameter-groups.ts';
import type { SgdParams } from './sgd.ts';
import { createSlot, forEachGradient, type NamedVariables } from './slots.ts';

/** `torch.optim.SGD`. It has slots only when it has momentum. */
export function createSgd(
  parameters: NamedVariables,
  params: SgdParams,
  firstSteps?: ReadonlyMap<string, number>,
): Optimizer {
  const { momentum, dampening, nesterov } = params;
  const groups = parameterGroups(parameters, params, firstSteps);
  const buffers = createSlot(momentum > 0 ? parameters : []);

  return groupedOptimizer(params.lr, groups, { momentum_buffer: buffers }, stepGroup);

  function stepGroup(
    group: TrainedGroup,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
    steps: number,
  ): void {
    const { weightDecay: decay } = group;
    // In PyTorch, a buffer begins as the first gradient, which dampening leaves whole.
    const kept = steps === 1 ? 1 : 1 - dampening;
    const scalars = { rate: tf.scalar(learningRate), kept: tf.scalar(kept) };
    forEachGradient(group.variables, gradients, (name, parameter, gradient) => {
      const g = decay > 0 ? tf.add(gradient, tf.mul(parameter, decay)) : gradient;
      parameter.assign(tf.sub(parameter, tf.mul(direction(buffers.get(name), g, scalars.kept), scalars.rate)));
    });
    tf.dispose(Object.values(scalars));
  }

  function direction(buffer: tf.Variable | undefined, gradient: tf.Tensor, kept: tf.Scalar): tf.Tensor {
    if (!buffer) return gradient;
    const added = dampening > 0 ? tf.mul(gradient, kept) : gradient;
    buffer.assign(tf.add(tf.mul(buffer, momentum), added));
    return nesterov ? tf.add(gradient, tf.mul(buffer, momentum)) : buffer;
  }
}
