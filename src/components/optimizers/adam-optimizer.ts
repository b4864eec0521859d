import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../registry/index.ts';
import type { AdamParams } from './adam-params.ts';
import { createSlot, forEachGradient, slotStateDict, type NamedVariables } from './slots.ts';

/**
 * `torch.optim.Adam`, or `torch.optim.AdamW` when `decoupled`. All parameters share one step count. PyTorch counts for
 * each parameter, which makes a difference only where a parameter has no gradient in some steps.
 */
export function createAdam(
  parameters: NamedVariables,
  params: AdamParams,
  { decoupled }: { decoupled: boolean },
): Optimizer {
  const {
    lr,
    betas: [beta1, beta2],
    eps,
    weight_decay: decay,
  } = params;
  const means = createSlot(parameters);
  const squares = createSlot(parameters);

  const optimizer: Optimizer = {
    learningRate: lr,
    stepCount: 0,
    step(gradients, learningRate) {
      optimizer.stepCount++;
      const scalars = stepScalars(learningRate);
      forEachGradient(parameters, gradients, (name, parameter, gradient) => {
        const g = decay > 0 && !decoupled ? tf.add(gradient, tf.mul(parameter, decay)) : gradient;
        const mean = means.get(name)!;
        const square = squares.get(name)!;
        mean.assign(tf.add(tf.mul(mean, beta1), tf.mul(g, 1 - beta1)));
        square.assign(tf.add(tf.mul(square, beta2), tf.mul(tf.square(g), 1 - beta2)));
        const change = tf.div(tf.mul(mean, scalars.size), tf.add(tf.sqrt(square), scalars.eps));
        parameter.assign(tf.sub(decoupled ? tf.mul(parameter, scalars.shrink) : parameter, change));
      });
      tf.dispose(Object.values(scalars));
    },
    stateDict: () => slotStateDict({ exp_avg: means, exp_avg_sq: squares }),
    dispose: () => tf.dispose([...optimizer.stateDict().values()]),
  };
  return optimizer;

  /**
   * The scalars of lr / c1 * m / (sqrt(v / c2) + eps). The bias corrections c1 and c2 are moved into the learning rate
   * and epsilon, which saves two ops per parameter. The scalars are tensors, since a backend that compiles the step
   * would compile it again for new constants.
   */
  function stepScalars(learningRate: number) {
    const correction1 = 1 - beta1 ** optimizer.stepCount;
    const correction2 = Math.sqrt(1 - beta2 ** optimizer.stepCount);
    return {
      size: tf.scalar((learningRate * correction2) / correction1),
      eps: tf.scalar(eps * correction2),
      shrink: tf.scalar(1 - learningRate * decay),
    };
  }
}
