import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const constant = defineComponent({
  kind: 'scheduler',
  type: 'constant',
  description: 'The learning rate does not change.',
  params: z.strictObject({}),
  build: () => () => 1,
});
