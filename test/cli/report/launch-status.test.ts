import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStatus, statusJson, statusLines } from '../../../src/cli/report/launch-status.ts';
import { describeHolder, tryLease, type Lease } from '../../../src/core/lease/index.ts';
import { launchQueue } from '../../../src/launch/queue.ts';
import { leaveDeadLease } from '../../helpers/dead-lease.ts';
import { aLaunch } from '../../helpers/launches.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

async function newQueue() {
  const directory = await newFolder();
  const project = { directory, top: directory, prefix: '', gitDirectory: join(directory, '.git') };
  const queue = launchQueue(join(directory, 'runs'));
  const { id } = await queue.addCommit({ bases: [], head: 'fedcba9876' });
  const lines = async () => statusLines(await readStatus(queue), queue, project, testContext().context);
  return { queue, lines, commitId: id };
}

test('the status says what runs, waits, has ended and is invalid, with problems and logs, and who does the work', async (t) => {
  const { queue, lines } = await newQueue();
  await queue.write(aLaunch({ id: 'a0-1', state: 'completed' }));
  await queue.write(aLaunch({ id: 'a0-2', state: 'invalid', problems: [{ code: 'bad-value', message: 'm' }] }));
  await queue.write(aLaunch({ id: 'a0-3', state: 'running' }));
  await queue.write(aLaunch({ id: 'a0-4' }));
  await writeFile(queue.logOf('a0-1'), 'output');
  const [worker, running] = [
    (await tryLease(queue.leaseFile)) as Lease,
    (await tryLease(queue.leaseOf('a0-3'))) as Lease,
  ];
  t.deepEqual(await lines(), [
    'experiments/a.yaml of 0123456: completed (a0-1)',
    '  log: runs/.launch/logs/a0-1.log',
    'experiments/a.yaml of 0123456: invalid, not launched (a0-2)',
    '  error[bad-value]: m',
    'experiments/a.yaml of 0123456: runs (a0-3)',
    'experiments/a.yaml of 0123456: waits (a0-4)',
    'commit fedcba9: being checked, or waiting to be',
    `1 runs, 1 waits. ${describeHolder(worker.holder)} works on the queue.`,
    "The queue's own log: runs/.launch/launch.log",
  ]);
  await worker.release();
  await running.release();
});

test('after a crash the status says what stopped, and how to go on', async (t) => {
  const { queue, lines, commitId } = await newQueue();
  await queue.removeCommit(commitId);
  await queue.write(aLaunch({ id: 'a0-1', state: 'running' }));
  await leaveDeadLease(queue.leaseOf('a0-1'));
  await leaveDeadLease(queue.leaseFile);
  const [, second, third] = await lines();
  t.is(second, '  its process is gone; it goes on with the queue');
  t.is(third, '0 run, 1 waits. No process works on the queue: tessera launch --continue --detach');
  await queue.write(aLaunch({ id: 'a0-1', state: 'cancelled' }));
  t.is((await lines())[1], '0 run, 0 wait.');
});

test('only the last twenty that have ended are shown; the JSON has all', async (t) => {
  const { queue, lines } = await newQueue();
  for (let index = 1; index <= 23; index++) await queue.write(aLaunch({ id: `a0-${index}`, state: 'exists' }));
  const shown = await lines();
  t.is(shown[0], '(3 older launches have ended; --json shows all)');
  t.deepEqual(
    [shown[1], shown[20]],
    [4, 23].map((index) => `experiments/a.yaml of 0123456: has a run already (a0-${index})`),
  );
  const json = statusJson(await readStatus(queue), queue, testContext().context) as {
    worker: unknown;
    launches: unknown[];
    commits: unknown[];
  };
  t.deepEqual([json.worker, json.launches.length, json.commits.length], [null, 23, 1]);
});
