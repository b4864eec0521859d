import * as tf from '@tensorflow/tfjs-core';
import { type Backend, processor } from '../backend.ts';

/** TensorFlow.js in plain JavaScript: always there, hundreds of times slower than native code. */
export const cpuBackend: Backend = {
  name: 'cpu',
  hasGpus: false,
  async probe() {
    const { version } = await import('./cpu-package.ts');
    return { there: true, what: `@tensorflow/tfjs-backend-cpu ${version}` };
  },
  async start() {
    await import('./cpu-package.ts');
    silenceAdvertisement();
    return { threads: 1, device: processor() };
  },
};

/** At its first tensor the backend prints a banner that tells people to install another one. */
export function silenceAdvertisement(): void {
  const backend = tf.findBackend('cpu') as tf.KernelBackend & { firstUse: boolean };
  backend.firstUse = false;
}
