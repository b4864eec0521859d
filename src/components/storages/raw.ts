import { z } from 'zod';
import { readOnce } from '../../data/storage/read-once.ts';
import type { Storage } from '../../data/storage/storage.ts';
import { defineComponent } from '../../registry/index.ts';

export const raw = defineComponent({
  kind: 'storage',
  type: 'raw',
  description: 'Stores nothing: decodes and resizes the files at every read.',
  params: z.strictObject({}),
  build: (): Storage => ({ store: readOnce, close: async () => {} }),
});
