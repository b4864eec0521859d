import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from './sums-of-squares.ts';

/** Adds up the gradients of the batches of one optimizer step. */
export interface GradientSum {
  /** Adds `gradients` times `share`, in a `tf.tidy`. Keeps its sums beyond it. */
  add(gradients: NamedTensors, share: number): void;
  /** The sums, which are the caller's `tf.tidy` to free. The next one begins at nothing. */
  take(): NamedTensors;
  /** Frees the sums of a step that does not come to its end. */
  dispose(): void;
}

export function createGradientSum(): GradientSum {
  const sums = new Map<string, tf.Tensor>();
  return {
    add(gradients, share) {
      for (const [name, gradient] of gradients) {
        const part = tf.mul(gradient, share);
        const before = sums.get(name);
        sums.set(name, tf.keep(before ? tf.add(before, part) : part));
        before?.dispose();
      }
    },
    take() {
      // A copy belongs to the scope in which it is made.
      const taken = new Map([...sums].map(([name, sum]) => [name, tf.clone(sum)]));
      this.dispose();
      return taken;
    },
    dispose() {
      tf.dispose([...sums.values()]);
      sums.clear();
    },
  };
}
