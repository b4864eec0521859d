import * as tf from '@tensorflow/tfjs-core';

export interface Derivative<T extends tf.Tensor> {
  /** Runs untaped. What `gradient` needs must go through `save`: other tensors may be gone by then. */
  readonly forward: (save: (tensors: tf.Tensor[]) => void) => T;
  /** One gradient per input, from the gradient of the value and the saved tensors. */
  readonly gradient: (dy: T, saved: tf.Tensor[]) => tf.Tensor[];
}

/** `tf.customGrad` without its untyped argument list: an op on `inputs` whose derivative is written by hand. */
export function customGrad<T extends tf.Tensor>(inputs: readonly tf.Tensor[], { forward, gradient }: Derivative<T>): T {
  const op = tf.customGrad<T>((...args) => {
    const save = args.at(-1) as (tensors: tf.Tensor[]) => void;
    return { value: forward(save), gradFunc: gradient };
  });
  return op(...inputs);
}
