import { freemem } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { ImageSize, SampleSource } from '../../data/sample.ts';
import type { Storage } from '../../data/storage/storage.ts';
import { readSpeeds, type StorageSpeeds } from '../../data/storage/measured-speeds.ts';
import { defineComponent } from '../../registry/index.ts';
import { cacheParam } from './params.ts';

/** The largest share of the free memory that samples may take. */
const MEMORY_SHARE = 0.5;

export const auto = defineComponent({
  kind: 'storage',
  type: 'auto',
  description:
    'Chooses the fastest storage that `tessera bench storage` measured for samples of this size, `memory` only ' +
    'if they fit. Without a measurement: `memory` if the samples fit, otherwise `memmap`.',
  params: z.strictObject({ cache: cacheParam }),
  build({ cache }, context): Storage {
    const folder = resolve(context.workingDirectory, cache);
    const built = new Map<string, Promise<Storage>>();
    const storage = (type: string) => {
      const found =
        built.get(type) ??
        context.build('storage', type === 'memory' || type === 'raw' ? { type } : { type, cache, chunk_size: 64 });
      built.set(type, found);
      return found;
    };
    return {
      async store(source, onProgress, waiting) {
        const type = await choose(source, folder);
        const stored = await (await storage(type)).store(source, onProgress, waiting);
        return {
          ...stored,
          storedAs: type,
          ...(stored.handle !== undefined && { handle: { type, handle: stored.handle } satisfies AutoHandle }),
        };
      },
      async attach(handle) {
        const chosen = handle as AutoHandle;
        return (await storage(chosen.type)).attach!(chosen.handle);
      },
      async close() {
        for (const each of built.values()) await (await each).close();
      },
    };
  },
});

interface AutoHandle {
  readonly type: string;
  readonly handle: unknown;
}

async function choose(source: SampleSource, cache: string): Promise<string> {
  const { length, size } = source;
  return size ? fastest(await readSpeeds(cache, size), fitsMemory(length, size, freemem())) : 'memmap';
}

/** Whether samples of four bytes per pixel fit into the share of `free` bytes that they may take. */
export function fitsMemory(samples: number, { height, width }: ImageSize, free: number): boolean {
  return samples * height * width * 4 <= MEMORY_SHARE * free;
}

export function fastest(speeds: StorageSpeeds | undefined, memoryFits: boolean): string {
  const candidates = Object.entries(speeds ?? {}).filter(([type]) => memoryFits || type !== 'memory');
  if (candidates.length === 0) return memoryFits ? 'memory' : 'memmap';
  return candidates.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
