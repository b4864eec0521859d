import test from 'ava';
import type { TaskStatus } from '../../src/jobs/launcher.ts';
import { logsOf, shares, statusOf, type Share } from '../../src/jobs/queue.ts';
import type { Submitted } from '../../src/jobs/submissions.ts';
import { fakeQueue } from './jobs-fixture.ts';

const submitted = (id: string, indexes: number[], launch: Submitted['launch'] = { type: 'queue' }): Submitted => ({
  id,
  indexes,
  folder: '/jobs',
  at: '2026-01-01T00:00:00.000Z',
  launch,
});

test('submissions are asked about by the launcher that has them, which is built once for each place', async (t) => {
  const built: string[] = [];
  const all = await shares(
    [
      submitted('1', [1], { type: 'queue', partition: 'a' }),
      submitted('2', [2], { type: 'queue', partition: 'b' }),
      submitted('3', [3], { type: 'queue', partition: 'a' }),
    ],
    (launch) => {
      built.push(JSON.stringify(launch));
      return Promise.resolve(fakeQueue());
    },
  );
  t.deepEqual(built, ['{"type":"queue","partition":"a"}', '{"type":"queue","partition":"b"}']);
  t.deepEqual(
    all.map(({ submissions }) => submissions.map(({ id }) => id)),
    [['1', '3'], ['2']],
  );
});

/** What one launcher says of tasks. */
function share(id: string, says: readonly (readonly [number, TaskStatus])[]): Share {
  const submission = submitted(
    id,
    says.map(([index]) => index),
  );
  return {
    launcher: { ...fakeQueue(), status: () => Promise.resolve(new Map(says)) },
    submissions: [submission],
  };
}

test('a task that was cancelled and is submitted again waits, whichever is told first', async (t) => {
  const before = share('1', [
    [1, { state: 'cancelled' }],
    [2, { state: 'cancelled' }],
  ]);
  const after = share('2', [[1, { state: 'waiting', reason: 'no node is free' }]]);
  const expected = new Map([
    [1, { state: 'waiting', reason: 'no node is free' }],
    [2, { state: 'cancelled' }],
  ]);
  t.deepEqual(await statusOf([before, after]), expected);
  t.deepEqual(new Map([...(await statusOf([after, before]))].sort()), expected);
  t.deepEqual(await statusOf([]), new Map());
});

test('a queue that does not answer makes nothing of the others known', async (t) => {
  const broken = share('1', []);
  broken.launcher.status = () => Promise.reject(new Error('no answer'));
  await t.throwsAsync(statusOf([share('2', [[1, { state: 'running' }]]), broken]), { message: 'no answer' });
});

test('the logs of a task are those of every submission that had it, the newest last', (t) => {
  const launcher = fakeQueue();
  const all = [{ launcher, submissions: [submitted('1', [1, 2]), submitted('2', [2]), submitted('3', [1])] }];
  t.deepEqual(logsOf(all, 1), ['1.1.log', '3.1.log']);
  t.deepEqual(logsOf(all, 2), ['1.2.log', '2.2.log']);
  t.deepEqual(logsOf(all, 3), []);
});
