import { cpus } from 'node:os';
import type { BackendName } from '../../schemas/index.ts';
import type { DeviceRequest } from './device-request.ts';

/** One of the ways to run TensorFlow.js: whether this machine has it, and how to start it. */
export interface Backend {
  readonly name: BackendName;
  /** Whether it can compute on a graphics card. */
  readonly hasGpus: boolean;
  /**
   * Looks, and loads what must be loaded to know: a device that is asked for counts too. Never throws. What it loaded
   * stays loaded, and libraries that make their threads when they are loaded make as many as `options` say.
   */
  probe(options: StartOptions): Promise<Presence>;
  /**
   * Registers the backend and our kernels with TensorFlow.js; the caller makes it the active one.
   * Called only where `probe` said that it is there.
   */
  start(options: StartOptions): Promise<Started>;
  /** What `start` would compute on. A backend that has it can be started again, on another device. */
  deviceFor?(options: StartOptions): Promise<Device>;
}

export interface StartOptions {
  readonly threads: number;
  /** `auto` if absent. */
  readonly device?: DeviceRequest;
  /**
   * Counts the multiply-adds of a training step, for which `auto` may take a GPU. Without it, and where nobody knows,
   * it stays on the processor.
   */
  readonly stepSize?: CountMultiplyAdds | undefined;
}

/** Called only where there is a GPU that may be worth it. */
export type CountMultiplyAdds = () => Promise<number | undefined>;

/** What a backend computes with once it is started. */
export interface Started {
  /** Threads that it really uses. */
  readonly threads: number;
  readonly device: Device;
}

/** What the numbers are computed on. */
export interface Device {
  readonly kind: 'cpu' | 'gpu';
  /** As the machine calls it: a processor's model, a graphics card's name. */
  readonly name: string;
  /** The driver through which a graphics card is used, and its version where it is known. */
  readonly driver?: string;
  /** Which of several cards of that name, as `CUDA_VISIBLE_DEVICES` takes it: its UUID, or its number. */
  readonly id?: string;
}

/** The machine's processor. */
export function processor(): Device {
  return { kind: 'cpu', name: cpus()[0]?.model.trim() ?? 'unknown' };
}

/** Whether a backend is there, as a person wants to know it. */
export type Presence =
  | { readonly there: true; /** What it is: library and version. */ readonly what: string }
  | {
      readonly there: false;
      readonly why: string;
      /** What to do, one step per entry. */ readonly howToGet: readonly string[];
    };
