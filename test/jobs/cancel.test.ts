import test from 'ava';
import { cancelledTasks } from '../../src/jobs/cancelled.ts';
import { noteCancelled } from '../../src/jobs/cancel.ts';
import type { TaskStatus } from '../../src/jobs/launcher.ts';
import { readSubmissions } from '../../src/jobs/submissions.ts';
import { jobsStage } from './jobs-fixture.ts';

const three = [{ lr: 1 }, { lr: 2 }, { lr: 3 }];

test('what waits or runs is cancelled in the queue, in its own files and in the list of those that are not lost', async (t) => {
  const { submit, cancel, queue } = await jobsStage();
  const { path } = await submit(three);
  queue.tasks.delete(1);
  queue.tasks.set(2, { state: 'running' });
  t.deepEqual(await cancel(path), [2, 3]);
  t.deepEqual(queue.cancelled, [undefined]);
  t.deepEqual(await cancelledTasks(path), new Set([2, 3]));
  t.deepEqual((await readSubmissions(path)).cancelled, [2, 3]);
});

test('only the points that are named are cancelled; one that was before is not counted twice', async (t) => {
  const { submit, cancel, queue } = await jobsStage();
  const { path, points } = await submit(three);
  t.deepEqual(await cancel(path, [points[1]!]), [2]);
  queue.tasks.set(2, { state: 'cancelled' });
  t.deepEqual(await cancel(path, [points[1]!, points[2]!]), [3]);
  t.deepEqual(queue.cancelled, [[2], [3]]);
  t.deepEqual((await readSubmissions(path)).cancelled, [2, 3]);
});

test('a queue that does not answer cancels nothing, and nothing counts as cancelled', async (t) => {
  const { submit, cancel, queue } = await jobsStage();
  const { path } = await submit(three);
  queue.broken = new Error('no answer');
  await t.throwsAsync(cancel(path), { is: queue.broken });
  t.deepEqual(await cancelledTasks(path), new Set());
  queue.broken = undefined;
  t.deepEqual(await cancel(path), [1, 2, 3], 'the lease was given back');
});

test('what the scheduler says was cancelled is kept, since it forgets', async (t) => {
  const { submit } = await jobsStage();
  const { path } = await submit(three);
  const noted = async (...indexes: number[]) => {
    const status = new Map<number, TaskStatus>([[9, { state: 'waiting' }]]);
    for (const index of indexes) status.set(index, { state: 'cancelled' });
    await noteCancelled(path, status);
    return (await readSubmissions(path)).cancelled;
  };
  t.deepEqual(await noted(), []);
  t.deepEqual(await noted(2), [2]);
  t.deepEqual(await noted(2, 3), [2, 3]);
  t.deepEqual(await noted(3), [2, 3]);
});

test('a task that was cancelled and is submitted again is no longer cancelled', async (t) => {
  const { submit, cancel, queue } = await jobsStage();
  const { path } = await submit(three);
  await cancel(path);
  await submit(three);
  t.deepEqual(queue.arrays.at(-1)?.indexes, [1, 2, 3]);
  t.deepEqual(await cancelledTasks(path), new Set());
  t.deepEqual((await readSubmissions(path)).cancelled, []);
});
