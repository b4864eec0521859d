import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { cancel, printLogs, throttle } from '../../../src/cli/jobs/manage.ts';
import { submit } from '../../../src/cli/jobs/submit.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { findSweep } from '../../../src/sweep/find-sweep.ts';
import { readLedger } from '../../../src/sweep/ledger.ts';
import { queueStage, twoPoints } from './_stage.ts';

async function submitted(sweep = twoPoints) {
  const stage = await queueStage(sweep);
  const loaded = await stage.load();
  await submit(loaded, stage.args, stage.context);
  const path = await findSweep(stage.runs, loaded);
  stage.printed();
  return { ...stage, elsewhere: { path, named: 'x.yaml', loaded } };
}

test('a point is cancelled by its number, then all that is left, then nothing', async (t) => {
  const { elsewhere, context, printed, queue } = await submitted();
  t.is(await cancel(elsewhere, { only: ['2'] }, context), 0);
  t.is(
    printed(),
    "Cancelled 1 point. Those that run save a checkpoint and end; those that wait don't start.\n  to go on:  tessera sweep x.yaml",
  );
  t.deepEqual(queue.cancelled, [[2]]);
  await cancel(elsewhere, { json: true }, context);
  t.deepEqual(JSON.parse(printed()), { path: elsewhere.path, cancelled: [1] });
  await cancel(elsewhere, {}, context);
  t.is(printed(), 'Nothing of this sweep waits or runs.');
  await t.throwsAsync(cancel(elsewhere, { only: ['7'] }, context), { instanceOf: TesseraError });
});

test('an experiment without a sweep goes on by run', async (t) => {
  const { elsewhere, context, printed } = await submitted('');
  await cancel(elsewhere, {}, context);
  t.true(printed().endsWith('  to go on:  tessera run x.yaml'));
});

test('how many run at a time is changed in the queue', async (t) => {
  const { elsewhere, context, printed, queue } = await submitted();
  const asked: number[] = [];
  queue.throttle = (_, atOnce) => Promise.resolve(void asked.push(atOnce));
  await throttle(elsewhere, 8, {}, context);
  t.is(printed(), 'At most 8 at a time from now on (job1). Points that run already go on.');
  await throttle(elsewhere, 4, { json: true }, context);
  t.deepEqual(JSON.parse(printed()), { path: elsewhere.path, jobs: ['job1'], atOnce: 4 });
  t.deepEqual(asked, [8, 4]);
  queue.tasks.clear();
  await throttle(elsewhere, 2, {}, context);
  t.is(printed(), 'Nothing of this sweep waits or runs.');
});

test("a point's logs are its job's, then its own; what is empty or absent is left out", async (t) => {
  const { elsewhere, context, printed, queue, folder } = await submitted();
  const [, second] = (await readLedger(elsewhere.path))!.points;
  queue.logs = (_, index) => [join(folder, `job-${index}.log`), join(folder, 'absent.log')];
  await writeFile(join(folder, 'job-2.log'), 'node7\n');
  await mkdir(join(elsewhere.path, 'logs'), { recursive: true });
  await writeFile(join(elsewhere.path, 'logs', `${second!.name}.log`), 'step 1\n');
  t.is(await printLogs(elsewhere, second!.id, context), 0);
  t.regex(printed(), /^== job-2\.log\nnode7\n== runs\/tiny-[0-9a-f]{8}\/logs\/.*\.log\nstep 1$/);
});
