import * as tf from '@tensorflow/tfjs-core';
import { silenceAdvertisement } from '../cpu.ts';
import { registerGradients } from '../../gradients/index.ts';
import { registerKernels } from '../../recording/register-kernels.ts';
import { ShapesBackend } from './backend.ts';

export type { ShapesBackend } from './backend.ts';

const backendName = 'shapes';

/**
 * Makes a backend that computes no numbers TensorFlow.js's active one: a whole training step shows which kernels it
 * would run, on what shapes, in milliseconds. Shapes follow from the kernels that lazy backends record;
 * nothing native is loaded.
 */
export async function startShapes(): Promise<ShapesBackend> {
  const backend = (tf.findBackend(backendName) as ShapesBackend | null) ?? register();
  await tf.setBackend(backendName);
  return backend;
}

function register(): ShapesBackend {
  registerGradients();
  silenceAdvertisement();
  const backend = new ShapesBackend();
  tf.registerBackend(backendName, () => backend);
  registerKernels(backendName, backend);
  return backend;
}
