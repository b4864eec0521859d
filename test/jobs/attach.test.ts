import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { readLedger } from '../../src/sweep/ledger.ts';
import { jobsStage } from './jobs-fixture.ts';

test('what happens to the points is told as of a sweep that runs here, until all have ended', async (t) => {
  const { submit, work, attach, events } = await jobsStage();
  const { path } = await submit([{ lr: 1 }, { lr: 2, fail: 'late' }]);
  const watching = attach(path);
  while (events.length < 2) await sleep(10);
  await work(path, [1]);
  await work(path, [2]);
  const end = await watching;
  t.false(end.interrupted);
  t.deepEqual(
    end.points.map(({ state }) => state),
    ['completed', 'failed'],
  );
  t.deepEqual(events.slice(0, 2), ['opened 2 2', 'waiting 2 no node is free']);
  t.true(events.includes('ended id1 completed'));
  t.true(events.includes('ended id2 failed'));
  t.is(events.at(-1), 'closed');
  t.deepEqual(
    (await readLedger(path))?.points.map(({ state }) => state),
    ['completed', 'failed'],
  );
});

test('a task that the queue forgets without an end is handed over again, once', async (t) => {
  const { submit, attach, queue, events } = await jobsStage();
  const { path } = await submit([{ lr: 1 }]);
  queue.tasks.clear();
  const watching = attach(path);
  while (queue.arrays.length < 2) await sleep(10);
  t.deepEqual(queue.arrays[1]?.indexes, [1]);
  queue.tasks.clear();
  const end = await watching;
  t.is(queue.arrays.length, 2);
  t.deepEqual(
    events.filter((event) => event.startsWith('lost')),
    ['lost again id1', 'lost left id1'],
  );
  t.is(end.points[0]?.state, 'waiting');
});

test('what a person has cancelled is not lost', async (t) => {
  const { submit, attach, cancel, queue, events } = await jobsStage();
  const { path } = await submit([{ lr: 1 }, { lr: 2 }]);
  t.deepEqual(await cancel(path), [1, 2]);
  await attach(path);
  t.is(queue.arrays.length, 1);
  t.deepEqual(
    events.filter((event) => event.startsWith('lost')),
    [],
  );
  t.deepEqual(await cancel(path), []);
});

test('one point alone can be cancelled', async (t) => {
  const { submit, cancel, queue } = await jobsStage();
  const { path, points } = await submit([{ lr: 1 }, { lr: 2 }]);
  t.deepEqual(await cancel(path, [points[1]!]), [2]);
  t.deepEqual(queue.cancelled, [[2]]);
  t.deepEqual([...queue.tasks.keys()], [1]);
});

test('who watches may leave: the jobs go on', async (t) => {
  const { submit, attach, queue } = await jobsStage();
  const { path } = await submit([{ lr: 1 }]);
  const end = await attach(path, {
    onInterrupt(listener) {
      setTimeout(() => listener('stop'), 30);
      return () => {};
    },
  });
  t.true(end.interrupted);
  t.deepEqual(queue.cancelled, []);
  t.is(queue.tasks.size, 1);
});

test('a queue that does not answer loses nothing', async (t) => {
  const { submit, attach, queue, work, events } = await jobsStage();
  const { path } = await submit([{ lr: 1 }]);
  queue.broken = new Error('the controller restarts');
  const watching = attach(path);
  while (events.filter((event) => event.startsWith('unanswered')).length < 4) await sleep(10);
  t.is(queue.arrays.length, 1);
  queue.broken = undefined;
  await work(path, [1]);
  await watching;
  t.is(queue.arrays.length, 1);
  t.deepEqual(events.slice(0, 2), ['unanswered the controller restarts', 'opened 1 1']);
});

test('a sweep of which nothing was submitted says so', async (t) => {
  const { attach, runs } = await jobsStage();
  await t.throwsAsync(attach(runs), { message: /nothing was in/ });
});
