import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../registry/index.ts';
import type { AdamParams } from './adam-params.ts';
import { updateByAdam } from './adam-update.ts';
import { groupedOptimizer } from './grouped-optimizer.ts';
import { parameterGroups, type TrainedGroup } from './parameter-groups.ts';
import { createSlot, type NamedVariables } from './slots.ts';

/**
 * `torch.optim.Adam`, or `torch.optim.AdamW` when `decoupled`. Steps are counted from each group's first one. PyTorch
 * counts for each parameter, which makes a difference only where a parameter has no gradient in some steps.
 */
export function createAdam(
  parameters: NamedVariables,
  params: AdamParams,
  { decoupled, firstSteps }: { decoupled: boolean; firstSteps?: ReadonlyMap<string, number> | undefined },
): Optimizer {
  const {
    betas: [beta1, beta2],
    eps,
    amsgrad = false,
  } = params;
  const groups = parameterGroups(parameters, params, firstSteps);
  const means = createSlot(parameters);
  const squares = createSlot(parameters);
  const largest = createSlot(amsgrad ? parameters : []);

  return groupedOptimizer(
    params.lr,
    groups,
    { exp_avg: means, exp_avg_sq: squares, max_exp_avg_sq: largest },
    stepGroup,
  );

  function stepGroup(
    group: TrainedGroup,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
    steps: number,
  ): void {
    const { weightDecay: decay } = group;
    const scalars = stepScalars(learningRate, decay, steps);
    const updates = group.variables.flatMap(([name, parameter]) => {
      const gradient = gradients.get(name);
      const slots = { mean: means.get(name)!, square: squares.get(name)!, largest: largest.get(name) };
      return gradient ? [{ parameter, gradient, ...slots }] : [];
    });
    tf.tidy(() => updateByAdam(updates, scalars, { beta1, beta2, decay, decoupled }));
    tf.dispose(Object.values(scalars));
  }

  /**
   * The scalars of lr / c1 * m / (sqrt(v / c2) + eps). The bias corrections c1 and c2 are moved into the learning rate
   * and epsilon, which saves two ops per parameter.
   */
  function stepScalars(learningRate: number, decay: number, steps: number) {
    const correction1 = 1 - beta1 ** steps;
    const correction2 = Math.sqrt(1 - beta2 ** steps);
    return {
      size: tf.scalar((learningRate * correction2) / correction1),
      eps: tf.scalar(eps * correction2),
      shrink: tf.scalar(1 - learningRate * decay),
    };
  }
}
