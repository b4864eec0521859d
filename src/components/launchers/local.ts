import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const local = defineComponent({
  kind: 'launcher',
  type: 'local',
  description:
    'A process in the background of this machine, which runs the points and goes on when the terminal is closed.',
  params: z.strictObject({
    max_parallel: z.int().positive().default(1).describe('How many points run at a time at most.'),
  }),
  async build({ max_parallel: atOnce }) {
    const { localLauncher } = await import('./local/local-launcher.ts');
    return localLauncher(atOnce);
  },
});
