import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { buildPart } from '../../helpers/networks.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('scalars are in metrics.jsonl of the run, and going on drops what follows the step', async (t) => {
  const directory = await newFolder();
  const open = await buildPart('logger', { type: 'json-lines' });
  for (const startStep of [0, 1]) {
    const logger = await open({ directory, startStep });
    for (let step = startStep + 1; step <= 2; step++) logger.scalars('val', step, { loss: step + 10 * startStep });
    await logger.close('interrupted');
  }
  const lines = (await readFile(join(directory, 'metrics.jsonl'), 'utf8')).trim().split('\n');
  t.deepEqual(
    lines.map((line) => (JSON.parse(line) as { values: object }).values),
    [{ loss: 1 }, { loss: 12 }],
  );
});
