import type { BackendName } from '../../schemas/index.ts';
import { availableProcessors, type Processors } from '../core/processors.ts';
import type { Device, Presence } from './backend.ts';
import { backends } from './backends/index.ts';
import { lookForGpu } from './backends/onnxruntime/look-for-gpu.ts';
import { automaticOrder } from './choose.ts';

export interface Examination {
  readonly node: string;
  readonly platform: string;
  /** How many threads compute where the experiment doesn't say, and what sets the number. */
  readonly processors: Processors;
  /** What `engine: {backend: auto}` takes here. */
  readonly automatic: BackendName;
  readonly backends: readonly ({ readonly name: BackendName } & Presence)[];
  /** What `engine: {device: gpu}` computes on with ONNX Runtime. */
  readonly gpu: GpuPresence;
}

/** Whether there is a GPU to compute on. */
export type GpuPresence =
  | {
      readonly there: true;
      readonly device: Device;
      readonly isSoftware: boolean;
      /** Whether `engine: {device: auto}` takes it for training steps that are large enough. */
      readonly isAutomatic: boolean;
    }
  | { readonly there: false; readonly why: string; readonly howToGet: readonly string[] };

/** Which backends and GPU this machine has, and why not the others. Loads each native library once. */
export async function examine(): Promise<Examination> {
  const processors = availableProcessors();
  const found: ({ name: BackendName } & Presence)[] = [];
  const options = { threads: processors.count, device: { kind: 'cpu' } } as const;
  for (const [name, backend] of backends) found.push({ name, ...(await backend.probe(options)) });
  const automatic = automaticOrder.find((name) => found.some((backend) => backend.name === name && backend.there))!;
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors,
    automatic,
    backends: found,
    gpu: await lookForGpu(found.find(({ name }) => name === 'onnxruntime')!),
  };
}
