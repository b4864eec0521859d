import { type Backend, processor } from '../backend.ts';
import { loadCpuBackend } from '../recording/cpu-package.ts';

/** TensorFlow.js in plain JavaScript: always there, hundreds of times slower than native code. */
export const cpuBackend: Backend = {
  name: 'cpu',
  hasGpus: false,
  async probe() {
    return { there: true, what: `@tensorflow/tfjs-backend-cpu ${loadCpuBackend()}` };
  },
  async start() {
    loadCpuBackend();
    return { threads: 1, device: processor() };
  },
};
