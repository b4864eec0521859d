import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const tensorboard = defineComponent({
  kind: 'logger',
  type: 'tensorboard',
  description: 'Event files for TensorBoard: curves, panels, histograms, text and a row of the HParams view.',
  params: z.strictObject({}),
  async build() {
    const { createTensorBoardLogger } = await import('../../log/tensorboard-logger.ts');
    return ({ directory, ...run }) => createTensorBoardLogger(directory, run);
  },
});
