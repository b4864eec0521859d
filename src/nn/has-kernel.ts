import * as tf from '@tensorflow/tfjs-core';

/** Whether the backend in use has a kernel, such as one that TensorFlow.js doesn't know. */
export function hasKernel(name: string): boolean {
  return (tf.getKernel(name, tf.getBackend()) as tf.KernelConfig | undefined) !== undefined;
}
