import '@tensorflow/tfjs-backend-cpu';
import { registerBackend } from '@tensorflow/tfjs-core';
import { LazyBackend } from '../../recording/lazy-backend.ts';
import { registerKernels } from '../../recording/register-kernels.ts';
import { SessionCache } from '../../recording/session-cache.ts';
import { probeBlockSize } from './block-size.ts';
import { bindingCompiler } from './binding-session.ts';
import { publicCompiler } from './public-session.ts';

export interface OnnxRuntimeOptions {
  /** Threads that compute one operator. */
  readonly threads: number;
  /** Channels in a block of the convolutions; without it, what the processor has. 1 computes without blocks. */
  readonly blockSize?: number;
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
export async function registerOnnxRuntime({ threads, blockSize }: OnnxRuntimeOptions): Promise<void> {
  const target = { blockSize: blockSize ?? (await probeBlockSize()) };
  const compile = bindingCompiler(threads, target) ?? publicCompiler(threads, target);
  const sessions = new SessionCache(compile, sessionsKept);
  const backend = new LazyBackend(backendName, sessions);
  registerBackend(backendName, () => backend);
  registerKernels(backendName, backend, (line) => process.stderr.write(`${line}\n`));
}
