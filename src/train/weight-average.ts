import * as tf from '@tensorflow/tfjs-core';
import type { Module } from '../nn/index.ts';

/**
 * The exponential moving average of a network's weights and running statistics, as PyTorch's `AveragedModel` with
 * `get_ema_multi_avg_fn` and `use_buffers`: it begins as the weights after the first step.
 */
export interface WeightAverage {
  /** The averages by the names of the network's state dict. They are this object's until `dispose()`. */
  readonly averages: ReadonlyMap<string, tf.Variable>;
  /** Adds the weights after a step, the first of which is 1. */
  update(step: number): void;
  /** Does the work while the network has the averages, and gives it its own weights back, whatever happens. */
  during<T>(work: () => Promise<T>): Promise<T>;
  dispose(): void;
}

export function createWeightAverage(network: Pick<Module, 'stateDict'>, { decay }: { decay: number }): WeightAverage {
  const weights = network.stateDict();
  const averages = new Map([...weights].map(([name, weight]) => [name, tf.variable(weight, false)]));

  const swap = () =>
    tf.tidy(() => {
      for (const [name, weight] of weights) {
        const average = averages.get(name)!;
        const before = tf.clone<tf.Tensor>(weight);
        weight.assign(average);
        average.assign(before);
      }
    });
  return {
    averages,
    update(step) {
      tf.tidy(() => {
        for (const [name, average] of averages) {
          const weight = weights.get(name)!;
          average.assign(step === 1 ? tf.clone<tf.Tensor>(weight) : mix(average, weight, decay));
        }
      });
    },
    async during(work) {
      swap();
      try {
        return await work();
      } finally {
        swap();
      }
    },
    dispose: () => tf.dispose([...averages.values()]),
  };
}

/** Written so, a weight that does not change, as of a frozen encoder, is its own average to the last bit. */
function mix(average: tf.Tensor, weight: tf.Tensor, decay: number): tf.Tensor {
  return tf.add(average, tf.mul(tf.sub(weight, average), 1 - decay));
}
