import { join } from 'node:path';
import test from 'ava';
import { attach } from '../../../src/cli/jobs/attach.ts';
import { submit, submitAndAttach } from '../../../src/cli/jobs/submit.ts';
import { exists } from '../../../src/core/exists.ts';
import { findSweep } from '../../../src/sweep/find-sweep.ts';
import { appendChange, readLedger } from '../../../src/sweep/ledger.ts';
import { runInProcess } from '../../helpers/tessera.ts';
import { queueStage, twoPoints } from './_stage.ts';

test.serial('a run that a job has done is shown as one that ran here, and is not submitted again', async (t) => {
  const { load, args, context, printed, runs, queue, file, folder } = await queueStage();
  const loaded = await load();
  await submit(loaded, args, context);
  printed();
  // What the job does.
  const trained = await runInProcess(['run', file, '--set', 'launch=null', '--runs', runs], folder);
  t.is(trained.exitCode, 0, trained.stderr);
  queue.tasks.clear();
  const path = await findSweep(runs, loaded);
  t.is(await attach({ path, named: file, loaded }, {}, context), 0);
  const shown = printed();
  t.true(shown.includes(`  test again:  tessera test runs/tiny-${loaded.id}`), shown);
  t.regex(shown, /Done in .*; figures of the best checkpoint \(step 1\)\./);
  t.false(await exists(join(path, 'sweep.csv')));

  t.is(await submitAndAttach(loaded, args, context), 0);
  t.is(queue.arrays.length, 1);
});

test('why a run failed is told with how to go on', async (t) => {
  const { load, args, context, printed, runs, queue, file } = await queueStage();
  const loaded = await load();
  await submit(loaded, args, context);
  const path = await findSweep(runs, loaded);
  const [point] = (await readLedger(path))!.points;
  await appendChange(path, { ...point!, state: 'failed', error: 'the loss became NaN', code: 'diverged' });
  queue.tasks.clear();
  printed();
  t.is(await attach({ path, named: file, loaded }, {}, context), 1);
  t.is(printed(), `The run is failed: the loss became NaN (diverged)\n  to go on:  tessera run ${file} --rerun failed`);
  t.is(await submitAndAttach(loaded, args, context), 1, 'nothing is submitted, and nothing waited for');
});

test('points that are left are counted, and the table is written', async (t) => {
  const { load, args, context, printed, runs, queue, file } = await queueStage(twoPoints);
  const loaded = await load();
  await submit(loaded, args, context);
  const path = await findSweep(runs, loaded);
  for (const index of [1, 2]) queue.tasks.set(index, { state: 'cancelled' });
  printed();
  t.is(await attach({ path, named: file, loaded }, {}, context), 1);
  const shown = printed();
  t.true(shown.includes(`2 of the points are not complete. To go on with them: tessera sweep ${file}`), shown);
  t.true(await exists(join(path, 'sweep.csv')));
});

test('who leaves is told how to come back', async (t) => {
  const { load, args, context, runs, err, file } = await queueStage(twoPoints);
  const loaded = await load();
  await submit(loaded, args, context);
  const path = await findSweep(runs, loaded);
  const leaving = {
    ...context,
    onInterrupt: (listener: (how: 'stop') => void) => {
      setTimeout(() => listener('stop'), 10);
      return () => {};
    },
  };
  t.is(await attach({ path, named: file, loaded }, {}, leaving), 130);
  t.deepEqual(err.slice(-3), [
    'The jobs go on.',
    `  watch again:  tessera sweep ${file} --attach`,
    `  cancel them:  tessera sweep ${file} --cancel`,
  ]);
});
