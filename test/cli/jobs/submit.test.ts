import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { submit, submitAndAttach } from '../../../src/cli/jobs/submit.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { queueStage, twoPoints } from './_stage.ts';

test('a sweep is submitted once; how to watch and cancel it is told', async (t) => {
  const { load, args, context, printed, queue, file } = await queueStage(twoPoints);
  const loaded = await load();
  t.is(await submit(loaded, args, context), 0);
  const first = printed();
  t.regex(first, /^sweep {6}runs\/tiny-[0-9a-f]{8}\npoints {5}2: 0 completed\nsubmitted {2}2 to queue, as job1\n/);
  t.true(first.includes(`  watch:   tessera sweep ${file} --attach\n  cancel:  tessera sweep ${file} --cancel\n`));
  t.is(await submit(loaded, args, context), 0);
  const again = printed();
  t.regex(again, /queued {5}2 wait or run already, in queue job1; they are not submitted twice/);
  t.true(again.includes('Nothing is left to submit.'));
  t.is(queue.arrays.length, 1);
});

test('what --set has changed is watched by the folder: the file alone is another sweep', async (t) => {
  const { load, args, context, printed } = await queueStage(twoPoints);
  await submit({ ...(await load()), set: ['optimizer.weight_decay=0.1'] }, args, context);
  t.regex(printed(), / watch: {3}tessera sweep runs\/tiny-[0-9a-f]{8} --attach/);
});

test('an experiment without a sweep is told as a run, in the folder that it has without jobs', async (t) => {
  const { load, args, context, printed, runs, queue } = await queueStage();
  const loaded = await load();
  t.is(await submit(loaded, { ...args, json: true }, context), 0);
  const answer = JSON.parse(printed()) as Record<string, unknown>;
  t.like(answer, { run: join(runs, `tiny-${loaded.id}`), launcher: 'queue', points: 1, submitted: 1, queued: 0 });
  t.deepEqual(answer['jobs'], [{ id: 'job1', points: [1] }]);
  t.is(answer['path'], join(runs, '.jobs', `tiny-${loaded.id}`));
  t.deepEqual(await readdir(runs), ['.jobs'], 'nothing else is among the runs yet');
  t.deepEqual(queue.arrays[0]!.command.slice(-2), [
    join(runs, '.jobs', `tiny-${loaded.id}`, 'jobs', 'manifest.json'),
    '--index',
  ]);
  await submit(loaded, args, context);
  t.regex(printed(), new RegExp(`^run {8}runs/tiny-${loaded.id}\nqueued {5}1 wait`));
});

test('what only a process that stays can do is refused', async (t) => {
  const { load, args, context, queue } = await queueStage(twoPoints);
  const loaded = await load();
  for (const [more, name] of [
    [{ maxTime: 60 }, '--max-time'],
    [{ failFast: true }, '--fail-fast'],
  ] as const) {
    const error = await t.throwsAsync(submit(loaded, { ...args, ...more }, context), { instanceOf: TesseraError });
    t.true(error.message.includes(`no \`${name}\``));
  }
  t.is(queue.arrays.length, 0);
});

test('who submits to wait is told to go after Ctrl-C, and the jobs go on', async (t) => {
  const { load, args, context, queue, interrupt, listeners } = await queueStage(twoPoints);
  const { submit: given } = queue;
  queue.submit = (tasks) => {
    interrupt();
    return given(tasks);
  };
  t.is(await submitAndAttach(await load(), args, context), 130);
  t.deepEqual([...queue.tasks.keys()], [1, 2]);
  t.deepEqual(queue.cancelled, []);
  t.is(listeners.size, 0);
});
