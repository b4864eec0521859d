import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { throttleSweep } from '../../src/jobs/throttle.ts';
import { jobsStage } from './jobs-fixture.ts';

test('what still waits or runs is throttled, and what has ended is left alone', async (t) => {
  const { submit, queue } = await jobsStage();
  const { path } = await submit([{ lr: 1 }]);
  await submit([{ lr: 1 }, { lr: 2 }]);
  queue.tasks.delete(1);
  const asked: unknown[] = [];
  queue.throttle = (submissions, atOnce) => {
    asked.push([submissions.map(({ id }) => id), atOnce]);
    return Promise.resolve();
  };
  t.deepEqual(await throttleSweep(path, () => Promise.resolve(queue), 8), ['job2']);
  t.deepEqual(asked, [[['job2'], 8]]);

  queue.tasks.clear();
  t.deepEqual(await throttleSweep(path, () => Promise.resolve(queue), 4), []);
  t.is(asked.length, 1);
});

test('a launcher that can not says what to do, but only where something is left to throttle', async (t) => {
  const { submit, queue } = await jobsStage();
  const { path } = await submit([{ lr: 1 }]);
  const throttle = () => throttleSweep(path, () => Promise.resolve(queue), 8);
  const error = await t.throwsAsync(throttle(), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-argument');
  t.regex(error.message, /got `queue`/);
  t.regex(error.problems[0]!.hints![0]!, /launch\.max_parallel/);
  queue.tasks.clear();
  t.deepEqual(await throttle(), []);
});
