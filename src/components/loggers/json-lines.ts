import { join } from 'node:path';
import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const jsonLines = defineComponent({
  kind: 'logger',
  type: 'json-lines',
  description: 'Scalars as lines of JSON in `metrics.jsonl`, one line for each split and step, for scripts.',
  params: z.strictObject({}),
  async build() {
    const { createJsonLinesLogger } = await import('../../log/json-lines.ts');
    return ({ directory, startStep }) => createJsonLinesLogger(join(directory, 'metrics.jsonl'), { startStep });
  },
});
