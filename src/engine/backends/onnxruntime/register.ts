import '@tensorflow/tfjs-backend-cpu';
import { registerBackend } from '@tensorflow/tfjs-core';
import { LazyBackend } from '../../recording/lazy-backend.ts';
import { registerKernels } from '../../recording/register-kernels.ts';
import { SessionCache } from '../../recording/session-cache.ts';
import { bindingCompiler } from './binding-session.ts';
import { publicCompiler } from './public-session.ts';

export interface OnnxRuntimeOptions {
  /** Threads that compute one operator. */
  readonly threads: number;
}

const backendName = 'onnxruntime';

/**
 * More would hold the memory of graphs that are seldom run; fewer would compile again, which takes a fraction of a
 * second.
 */
const sessionsKept = 8;

/**
 * Registers the TensorFlow.js backend `onnxruntime`; `tf.setBackend('onnxruntime')` then selects it.
 * Throws when the package `onnxruntime-node` or its native library cannot be loaded.
 */
export async function registerOnnxRuntime({ threads }: OnnxRuntimeOptions): Promise<void> {
  const sessions = new SessionCache(bindingCompiler(threads) ?? publicCompiler(threads), sessionsKept);
  const backend = new LazyBackend(backendName, sessions);
  registerBackend(backendName, () => backend);
  registerKernels(backendName, backend, (line) => process.stderr.write(`${line}\n`));
}
