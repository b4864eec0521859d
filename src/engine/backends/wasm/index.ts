import { type Backend, processor } from '../../backend.ts';

/** TensorFlow.js on WebAssembly with SIMD, plus our kernels. One thread: the shipped one has no threads in Node. */
export const wasmBackend: Backend = {
  name: 'wasm',
  hasGpus: false,
  probe: async () => ({
    there: true,
    what: `@tensorflow/tfjs-backend-wasm ${(await import('@tensorflow/tfjs-backend-wasm')).version_wasm}, one thread`,
  }),
  async start() {
    (await import('./register.ts')).registerWasm();
    return { threads: 1, device: processor() };
  },
};
