import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../registry/index.ts';
import type { SgdParams } from './sgd.ts';
import { createSlot, forEachGradient, slotStateDict, type NamedVariables } from './slots.ts';

/** `torch.optim.SGD` without dampening. It has slots only when it has momentum. */
export function createSgd(parameters: NamedVariables, params: SgdParams): Optimizer {
  const { lr, momentum, nesterov, weight_decay: decay } = params;
  const buffers = createSlot(momentum > 0 ? parameters : []);

  const optimizer: Optimizer = {
    learningRate: lr,
    stepCount: 0,
    step(gradients, learningRate) {
      optimizer.stepCount++;
      const rate = tf.scalar(learningRate);
      forEachGradient(parameters, gradients, (name, parameter, gradient) => {
        const g = decay > 0 ? tf.add(gradient, tf.mul(parameter, decay)) : gradient;
        parameter.assign(tf.sub(parameter, tf.mul(direction(buffers.get(name), g), rate)));
      });
      rate.dispose();
    },
    stateDict: () => slotStateDict({ momentum_buffer: buffers }),
    dispose: () => tf.dispose([...buffers.values()]),
  };
  return optimizer;

  function direction(buffer: tf.Variable | undefined, gradient: tf.Tensor): tf.Tensor {
    if (!buffer) return gradient;
    buffer.assign(tf.add(tf.mul(buffer, momentum), gradient));
    return nesterov ? tf.add(gradient, tf.mul(buffer, momentum)) : buffer;
  }
}
