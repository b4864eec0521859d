import '@tensorflow/tfjs-backend-cpu';
import { registerBackend } from '@tensorflow/tfjs-core';
import { backendName, OnnxRuntimeBackend } from './backend.ts';
import { registerKernels } from './register-kernels.ts';
import { loadCompiler } from './session.ts';
import { SessionCache } from './session-cache.ts';

export interface OnnxRuntimeOptions {
  /** Threads that compute one operator. */
  readonly threads: number;
}

/** Each keeps the memory that its graph needs, and compiling takes a fraction of a second. */
const sessionsKept = 8;

/**
 * Registers the TensorFlow.js backend `onnxruntime`; `tf.setBackend('onnxruntime')` then selects it.
 * Throws when the package `onnxruntime-node` or its native library cannot be loaded.
 */
export async function registerOnnxRuntime({ threads }: OnnxRuntimeOptions): Promise<void> {
  const sessions = new SessionCache(loadCompiler(threads), sessionsKept);
  const backend = new OnnxRuntimeBackend(sessions);
  registerBackend(backendName, () => backend);
  registerKernels(backendName, backend, (line) => process.stderr.write(`${line}\n`));
}
