import { z } from 'zod';
import { readAhead } from '../../data/sources/read-ahead.ts';
import type { SampleSource } from '../../data/sample.ts';
import type { Storage } from '../../data/storage/storage.ts';
import { defineComponent } from '../../registry/index.ts';

export const raw = defineComponent({
  kind: 'storage',
  type: 'raw',
  description: 'Keeps nothing: decodes and resizes the files again at every read.',
  params: z.strictObject({}),
  build: (): Storage => ({ store: readOnce, close: async () => {} }),
});

/** Reads every sample although nothing is kept: what is wrong with one shows before training starts. */
async function readOnce(source: SampleSource, onProgress: (done: number) => void): Promise<SampleSource> {
  let done = 0;
  for await (const _ of readAhead(source)) onProgress(++done);
  return source;
}
