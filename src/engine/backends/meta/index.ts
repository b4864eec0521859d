import * as tf from '@tensorflow/tfjs-core';
import { registerGradients } from '../../gradients/index.ts';
import { batchNormKernels } from '../../recording/kernels/batch-norm.ts';
import { registerKernels } from '../../recording/register-kernels.ts';
import { MetaBackend } from './backend.ts';

export type { MetaBackend } from './backend.ts';

const backendName = 'meta';

/**
 * Makes a backend that computes no numbers TensorFlow.js's active one: a whole training step shows which kernels it
 * would run, on what shapes, in milliseconds. Shapes follow from the kernels that lazy backends record;
 * nothing native is loaded. Named after the meta device of PyTorch.
 */
export async function startMeta(): Promise<MetaBackend> {
  const backend = (tf.findBackend(backendName) as MetaBackend | null) ?? register();
  await tf.setBackend(backendName);
  return backend;
}

function register(): MetaBackend {
  registerGradients();
  const backend = new MetaBackend();
  tf.registerBackend(backendName, () => backend);
  registerKernels(backendName, backend);
  // The memory is that of a backend that runs op by op, and those have none of our own kernels.
  for (const kernelName of Object.keys(batchNormKernels)) tf.unregisterKernel(kernelName, backendName);
  return backend;
}
