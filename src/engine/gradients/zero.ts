import * as tf from '@tensorflow/tfjs-core';

const comparisons = ['Greater', 'Less', 'LessEqual', 'Equal', 'NotEqual', 'GreaterEqual', 'LogicalAnd', 'LogicalOr'];

/**
 * Comparisons are constant almost everywhere, so their gradient is zero. TensorFlow.js has it for one of them only,
 * and a threshold inside a loss throws with the others.
 */
export function registerZeroGradients(): void {
  for (const kernelName of comparisons) registerZeroGradient(kernelName, ['a', 'b']);
  registerZeroGradient('LogicalNot', ['x']);
}

function registerZeroGradient(kernelName: string, inputs: string[]): void {
  tf.registerGradient({
    kernelName,
    inputsToSave: inputs,
    gradFunc: (_dy, saved) =>
      Object.fromEntries(inputs.map((name, index) => [name, () => tf.zeros(saved[index]!.shape)])),
  });
}
