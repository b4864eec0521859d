import {
  findBackend,
  getKernelsForBackend,
  registerBackend,
  removeBackend,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { LazyBackend } from '../../recording/lazy-backend.ts';
import { registerKernels } from '../../recording/register-kernels.ts';
import { SessionCache } from '../../recording/session-cache.ts';
import { probeBlockSize } from './block-size.ts';
import type { Provider } from './provider.ts';
import { deviceCompiler } from './device.ts';
import { processorCompiler } from './processor.ts';
import { runtimeSessions } from './runtime-session.ts';
import { deviceOptions } from './session-options.ts';
import { tellWhatFalls } from './webgpu-operators.ts';

export interface OnnxRuntimeOptions {
  /** Threads that compute one operator. */
  readonly threads: number;
  /** Channels in a block of the convolutions; without it, what the processor has. 1 computes without blocks. */
  readonly blockSize?: number;
  /** What computes; the processor if absent. */
  readonly provider?: Pick<Provider, 'name' | 'index'>;
}

const backendName = 'onnxruntime';

/**
 * More would hold the memory of graphs that are seldom run; fewer would compile again, which takes a fraction of a
 * second.
 */
const sessionsKept = 8;

/**
 * Registers the TensorFlow.js backend `onnxruntime`; `tf.setBackend('onnxruntime')` then selects it.
 * Registered before, it computes on the new device from now on; tensors from before are gone.
 * Throws when the package `onnxruntime-node` or its native library cannot be loaded.
 */
export async function registerOnnxRuntime({ threads, blockSize, provider }: OnnxRuntimeOptions): Promise<void> {
  const open = runtimeSessions();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const compile =
    provider && provider.name !== 'cpu'
      ? deviceCompiler(open, {
          session: deviceOptions(threads, provider),
          keeps: provider.name === 'webgpu',
          lowered: provider.name === 'webgpu' ? tellWhatFalls(say) : () => undefined,
        })
      : processorCompiler(open, threads, { blockSize: blockSize ?? (await probeBlockSize()) });
  const sessions = new SessionCache(compile, sessionsKept);
  if (findBackend(backendName)) forget();
  const backend = new LazyBackend(backendName, sessions);
  registerBackend(backendName, () => backend);
  registerKernels(backendName, backend, say);
}

function forget(): void {
  for (const { kernelName } of getKernelsForBackend(backendName)) unregisterKernel(kernelName, backendName);
  removeBackend(backendName);
}
