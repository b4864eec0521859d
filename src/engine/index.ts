import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, EngineSection } from '../../schemas/index.ts';
import { once } from '../core/once.ts';
import { placeVariable } from '../core/places.ts';
import { availableProcessors } from '../core/processors.ts';
import type { CountMultiplyAdds, Device, Started } from './backend.ts';
import { backends } from './backends/index.ts';
import { readCards } from './cards.ts';
import { chooseBackend, type Choice } from './choose.ts';
import { deviceRequest, type DeviceRequest } from './device-request.ts';
import { registerGradients } from './gradients/index.ts';
import { environmentAt } from './place.ts';

export interface Engine {
  readonly tf: typeof tf;
  readonly backend: BackendName;
  readonly threads: number;
  readonly device: Device;
  /** For people and logs: `wasm (@tensorflow/tfjs-backend-wasm 4.22.0, one thread)`; with the name of a GPU. */
  readonly description: string;
  /** Set where `auto` took a slower backend because the fastest isn't there: why, and how to get it. */
  readonly missing?: NonNullable<Choice['missing']>;
}

/**
 * Starts the backend that the configuration asks for and makes it TensorFlow.js's active one, with right gradients.
 * TensorFlow.js has one active backend in a process, so the last call wins; a backend keeps the threads that it first
 * got.
 * @param stepSize counts what a training step has to compute, for which `auto` may take a GPU
 * @throws TesseraError `backend-missing` or `device-missing` with how to get it
 */
export async function startEngine(section: EngineSection, stepSize?: CountMultiplyAdds): Promise<Engine> {
  const asked = deviceRequest(section.device);
  takePlace(asked);
  const options = { threads: section.threads ?? defaultThreads(), device: asked, stepSize: stepSize && once(stepSize) };
  const { backend, what, missing } = await chooseBackend(section.backend, backends, options);
  const before = started.get(backend.name);
  // Whoever doesn't mind takes what is there: another start would take a training's tensors away.
  const isAnyRight = !backend.deviceFor || (asked.kind === 'auto' && !stepSize);
  const isAsBefore = before && (isAnyRight || isSame(before.device, await backend.deviceFor!(options)));
  const now = isAsBefore ? before : await backend.start({ ...options, threads: before?.threads ?? options.threads });
  started.set(backend.name, now);
  const { threads, device } = now;
  registerGradients();
  if (!(await tf.setBackend(backend.name)))
    throw new Error(`TensorFlow.js could not start the backend ${backend.name}`);
  await tf.ready();
  const on = device.kind === 'gpu' ? `, on ${device.name}` : '';
  const description = `${backend.name} (${what}${on})`;
  return { tf, backend: backend.name, threads, device, description, ...(missing && { missing }) };
}

/** Kernels can be registered once in a process. */
const started = new Map<BackendName, Started>();

/** All processors that this process may use, or this process's share where a sweep runs several at a time. */
function defaultThreads(): number {
  return Number(process.env.TESSERA_THREADS) || availableProcessors().count;
}

/** Where several processes run at a time, leaves this one its card, before a library looks for cards. */
function takePlace({ kind, ...request }: DeviceRequest): void {
  const place = process.env[placeVariable];
  const isChosen = 'index' in request && request.index !== undefined;
  if (place === undefined || kind === 'cpu' || isChosen) return;
  Object.assign(process.env, environmentAt(Number(place), readCards()));
}

function isSame(one: Device, other: Device): boolean {
  return one.kind === other.kind && one.name === other.name && one.id === other.id;
}
