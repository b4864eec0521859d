import { z } from 'zod';
import { readAhead } from '../../data/sources/read-ahead.ts';
import type { SampleSource } from '../../data/sample.ts';
import type { Storage } from '../../data/storage/storage.ts';
import { defineComponent } from '../../registry/index.ts';

export const raw = defineComponent({
  kind: 'storage',
  type: 'raw',
  description: 'Stores nothing: decodes and resizes the files at every read.',
  params: z.strictObject({}),
  build: (): Storage => ({ store: readOnce, close: async () => {} }),
});

/** Reads every sample although nothing is stored, so that problems show before training starts. */
async function readOnce(source: SampleSource, onProgress: (done: number) => void): Promise<SampleSource> {
  let done = 0;
  for await (const _ of readAhead(source)) onProgress(++done);
  return source;
}
