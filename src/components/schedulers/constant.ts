import { z } from 'zod';
import { defineScheduler } from './define-scheduler.ts';

export const constant = defineScheduler({
  type: 'constant',
  description: 'The learning rate does not change.',
  params: z.strictObject({}),
  build: () => () => 1,
});
