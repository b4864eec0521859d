import type { BackendName } from '../../schemas/index.ts';
import { availableProcessors, type Processors } from '../core/processors.ts';
import type { Presence } from './backend.ts';
import { backends } from './backends/index.ts';
import { automaticOrder } from './choose.ts';

export interface Examination {
  readonly node: string;
  readonly platform: string;
  /** How many threads compute where the experiment doesn't say, and what sets the number. */
  readonly processors: Processors;
  /** What `engine: {backend: auto}` takes here. */
  readonly automatic: BackendName;
  readonly backends: readonly ({ readonly name: BackendName } & Presence)[];
}

/** Which backends this machine has, and why not the others. Loads each native library once. */
export async function examine(): Promise<Examination> {
  const processors = availableProcessors();
  const found: ({ name: BackendName } & Presence)[] = [];
  for (const [name, backend] of backends) found.push({ name, ...(await backend.probe({ threads: processors.count })) });
  const automatic = automaticOrder.find((name) => found.some((backend) => backend.name === name && backend.there))!;
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors,
    automatic,
    backends: found,
  };
}
