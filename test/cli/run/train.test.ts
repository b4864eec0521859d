import { join } from 'node:path';
import test from 'ava';
import { loadFile } from '../../../src/cli/load.ts';
import { train } from '../../../src/cli/run/train.ts';
import { whatToRun } from '../../../src/trained/what-to-run.ts';
import { experimentFile, tinyExperiment } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

test.serial('a run tells the terminal, whoever listens to events, and a watcher of its steps', async (t) => {
  const text = tinyExperiment.replace('epochs: 3', 'epochs: 1').replace(/^augmentations.*\n/m, '');
  const { file, folder, runs } = await experimentFile(`${text}engine: {backend: wasm}\n`);
  const events: string[] = [];
  const steps: number[] = [];
  const { context, err, listeners, savers } = testContext({
    workingDirectory: folder,
    event: (line) => void events.push(line),
  });
  const loaded = await loadFile(file, context);
  const prepared = { ...whatToRun(loaded), directory: join(runs, 'x'), resume: false };
  const outcome = await train(loaded, prepared, {}, context, { stepped: ({ step }) => void steps.push(step) });
  t.is(outcome.status, 'completed');
  t.deepEqual(steps, [1, 2]);
  t.true(err.length > 0);
  const told = events.map((line) => (JSON.parse(line) as { event: string }).event);
  t.is(told[0], 'start');
  t.true(told.includes('step') && told.includes('validation') && told.includes('checkpoint'), told.join());
  t.deepEqual([listeners.size, savers.size], [0, 0]);
});
