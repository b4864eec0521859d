import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../../../schemas/index.ts';

/** A kernel made of other TensorFlow.js ops, run in a tidy of its own. */
export type ComposedKernel<Inputs, Attributes> = (inputs: Inputs, attributes: Attributes) => tf.Tensor;

/**
 * Registers a composed kernel, in place of one that is there already. Ops inside a kernel aren't taped: gradients see
 * one kernel.
 */
export function registerComposed<Inputs, Attributes>(
  backendName: BackendName,
  kernelName: string,
  compute: ComposedKernel<Inputs, Attributes>,
): void {
  replaceKernel(backendName, kernelName, ({ inputs, attrs }) =>
    tf.tidy(() => compute(inputs as Inputs, attrs as Attributes)),
  );
}

/** Keeps the setup function of the kernel that was there: other kernels, or the new one, may rest on it. */
export function replaceKernel(backendName: BackendName, kernelName: string, kernelFunc: tf.KernelFunc): void {
  const shipped = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  if (shipped) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ ...shipped, kernelName, backendName, kernelFunc });
}
