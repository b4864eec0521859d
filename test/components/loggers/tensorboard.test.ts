import test from 'ava';
import { shownScalars } from '../../helpers/event-parser.ts';
import { eventFiles } from '../../helpers/events.ts';
import { buildPart } from '../../helpers/networks.ts';
import { newFolder } from '../../helpers/tessera.ts';

test("event files are in the run\'s folder, and going on voids what follows the step", async (t) => {
  const directory = await newFolder();
  const open = await buildPart('logger', { type: 'tensorboard' });
  for (const startStep of [0, 1]) {
    const logger = await open({ directory, startStep });
    for (let step = startStep + 1; step <= 2; step++) logger.scalars('val', step, { loss: step + 10 * startStep });
    await logger.close('interrupted');
  }
  t.deepEqual(shownScalars(eventFiles(directory), 'val/loss'), [
    [1, 1],
    [2, 12],
  ]);
});
