import { join } from 'node:path';
import test from 'ava';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

test('a run is shown by its name, for people and as data', async (t) => {
  const folder = await newFolder();
  await fakeRun(join(folder, 'runs/pets-1a2b'), { metrics: { 'iou/macro/image': 0.75 } });
  const { exitCode, stdout } = await runInProcess(['show', 'pets'], folder);
  t.is(exitCode, 0);
  t.true(stdout.startsWith('runs/pets-1a2b: completed, step 10 of 10 (100%), 1m 00s\n'), stdout);
  t.regex(stdout, /^curves: +tessera board runs\/pets-1a2b$/m);
  t.like(JSON.parse((await runInProcess(['show', 'pets', '--json'], folder)).stdout), {
    status: 'completed',
    checkpoints: [],
  });
});
