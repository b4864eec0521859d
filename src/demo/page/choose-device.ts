import type { Device } from './messages.ts';

/** As much of `navigator.gpu` as is asked. */
export interface Gpu {
  requestAdapter(): Promise<Adapter | null>;
}

interface Adapter {
  readonly info?: { readonly isFallbackAdapter?: boolean };
}

/** Some browsers never answer. */
const timeLimit = 3000;

/**
 * WebGPU, where there is a device that answers in time; otherwise WebAssembly. A device that the processor imitates
 * (`isFallbackAdapter`) is slower than WebAssembly, and ONNX Runtime was seen to hang on one.
 */
export async function chooseDevice(gpu: Gpu | undefined, limit = timeLimit): Promise<Device> {
  if (!gpu) return 'wasm';
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), limit));
  const adapter = await Promise.race([gpu.requestAdapter(), late]).catch(() => null);
  return adapter && adapter.info?.isFallbackAdapter !== true ? 'webgpu' : 'wasm';
}
