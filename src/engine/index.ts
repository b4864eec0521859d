import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, EngineSection } from '../../schemas/index.ts';
import { availableProcessors } from '../core/processors.ts';
import type { Device, Started } from './backend.ts';
import { backends } from './backends/index.ts';
import { chooseBackend, type Choice } from './choose.ts';
import { registerGradients } from './gradients/index.ts';

export interface Engine {
  readonly tf: typeof tf;
  readonly backend: BackendName;
  readonly threads: number;
  readonly device: Device;
  /** For people and logs: `wasm (@tensorflow/tfjs-backend-wasm 4.22.0, one thread)`. */
  readonly description: string;
  /** Set where `auto` took a slower backend because the fastest isn't there: why, and how to get it. */
  readonly missing?: NonNullable<Choice['missing']>;
}

/**
 * Starts the backend that the configuration asks for and makes it TensorFlow.js's active one, with right gradients.
 * TensorFlow.js has one active backend in a process, so the last call wins; a backend keeps the threads it first got.
 * @throws TesseraError `backend-missing` with how to get it
 */
export async function startEngine(section: EngineSection): Promise<Engine> {
  const options = { threads: section.threads ?? defaultThreads() };
  const { backend, what, missing } = await chooseBackend(section.backend, backends, options);
  const { threads, device } = started.get(backend.name) ?? (await backend.start(options));
  started.set(backend.name, { threads, device });
  registerGradients();
  if (!(await tf.setBackend(backend.name)))
    throw new Error(`TensorFlow.js could not start the backend ${backend.name}`);
  await tf.ready();
  const description = `${backend.name} (${what})`;
  return { tf, backend: backend.name, threads, device, description, ...(missing && { missing }) };
}

/** Kernels can be registered once in a process. */
const started = new Map<BackendName, Started>();

/** All processors that this process may use, or this process's share where a sweep runs several at a time. */
function defaultThreads(): number {
  return Number(process.env.TESSERA_THREADS) || availableProcessors().count;
}
