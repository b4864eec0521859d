import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { builtins } from '../../../src/components/index.ts';
import { loadExperiment } from '../../../src/config/index.ts';
import { createRegistry, defineComponent } from '../../../src/registry/index.ts';
import { experimentFile, tinyExperiment } from '../../helpers/tessera.ts';
import { fakeQueue } from '../../jobs/jobs-fixture.ts';
import { testContext } from '../_context.ts';

/** An experiment that trains one step, whose jobs go to a queue that tests empty by hand. */
export async function queueStage(more = '') {
  const { folder, file, runs } = await experimentFile();
  const text = tinyExperiment.replace('epochs: 3', 'epochs: 1, max_steps: 1').replace(/^augmentations.*\n/m, '');
  await writeFile(file, `${text}engine: {backend: wasm}\nlaunch: {type: queue}\n${more}`);
  const queue = fakeQueue();
  const launcher = defineComponent({
    kind: 'launcher',
    type: 'queue',
    description: 'A queue of a test.',
    params: z.strictObject({}),
    build: () => queue,
  });
  const registry = createRegistry(...builtins, launcher);
  const load = () => loadExperiment(file, { registry, workingDirectory: folder, environment: {} });
  const stage = testContext({ workingDirectory: folder });
  /** What was printed since the last call. */
  const printed = () => stage.out.splice(0).join('\n');
  return { ...stage, folder, file, runs, queue, load, printed, args: { runs: 'runs', jobs: 1 } };
}

export const twoPoints = 'sweep: {grid: {optimizer.lr: [0.01, 0.02]}}\n';
