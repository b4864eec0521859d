import test from 'ava';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import { findProject } from '../../src/launch/project.ts';
import { launchQueue, type Launch, type LaunchQueue } from '../../src/launch/queue.ts';
import type { Job, JobEnd, ProcessLauncher, Task } from '../../src/launch/launcher.ts';
import { workQueue, type WorkOptions } from '../../src/launch/work-queue.ts';
import { leaveDeadLease } from '../helpers/dead-lease.ts';
import { aLaunch } from '../helpers/launches.ts';
import { newRepository } from '../helpers/repository.ts';

/** What the process of a launch does; it gives how it ends. */
type Process = (launch: Launch, queue: LaunchQueue, cancel: (how: string) => void) => Promise<Partial<JobEnd>>;

const completes: Process = async (launch, queue) => {
  await queue.write({ ...launch, state: 'completed' });
  return { exitCode: 0 };
};

async function queueWith(launches: readonly Partial<Launch>[]) {
  const { path } = await newRepository();
  const queue = launchQueue(join(path, 'runs'));
  await queue.removeCommit((await queue.addCommit({ bases: [], head: 'h' })).id);
  for (const [index, given] of launches.entries()) await queue.write(aLaunch({ id: `a0-${index + 1}`, ...given }));
  const [tasks, heard]: [Task[], string[]] = [[], []];
  let interrupt = (_: 'stop' | 'kill'): void => undefined;
  let save = (): void => undefined;
  const optionsFor = async (process: Process): Promise<WorkOptions> => ({
    project: await findProject(path),
    check: () => Promise.resolve(),
    launcher: fakeLauncher(queue, tasks, process, heard),
    command: ({ id }) => ['tessera', id],
    logOf: ({ id }) => queue.logOf(id),
    onInterrupt(listener) {
      interrupt = listener;
      return () => (interrupt = () => undefined);
    },
    onSave(listener) {
      save = listener;
      return () => (save = () => undefined);
    },
  });
  const states = async () => (await queue.launches()).map(({ state }) => state);
  return {
    queue,
    tasks,
    heard,
    optionsFor,
    states,
    interrupt: (how: 'stop' | 'kill') => interrupt(how),
    save: () => save(),
  };
}

function fakeLauncher(queue: LaunchQueue, tasks: Task[], process: Process, heard: string[]): ProcessLauncher {
  return {
    async submit([task]) {
      tasks.push(task!);
      const launch = (await queue.launch(task!.command[1]!))!;
      let cancel = (_: string): void => undefined;
      const cancelled = new Promise<string>((resolve) => (cancel = resolve));
      void cancelled.then((how) => heard.push(how));
      const ended = process(launch, queue, cancel).then((end) => ({ cancelled: false, ...end }));
      const job: Job = {
        task: task!,
        id: '1',
        poll: () => Promise.resolve('running'),
        started: Promise.resolve(),
        ended,
        cancel: (how) => Promise.resolve(cancel(how)),
        save: () => Promise.resolve(void heard.push('save')),
      };
      return [job];
    },
  };
}

test('what waits runs one after the other, oldest first; the process is told which commit it is of', async (t) => {
  const { queue, tasks, optionsFor, states } = await queueWith([{ branch: 'main' }, { state: 'invalid' }, {}]);
  t.is(await workQueue(queue, await optionsFor(completes)), 'done');
  t.deepEqual(await states(), ['completed', 'invalid', 'completed']);
  t.deepEqual(
    tasks.map(({ command }) => command[1]),
    ['a0-1', 'a0-3'],
  );
  const { commit } = aLaunch();
  t.deepEqual(
    tasks.map(({ environment }) => environment),
    [
      { TESSERA_COMMIT: commit, TESSERA_BRANCH: 'main' },
      { TESSERA_COMMIT: commit, TESSERA_BRANCH: '' },
    ],
  );
  t.is(tasks[0]!.logFile, queue.logOf('a0-1'));
  t.is(tasks[0]!.reportFile, queue.reportOf('a0-1'));
});

test('a launch whose process is gone is started again before those that wait', async (t) => {
  const { queue, tasks, optionsFor } = await queueWith([{}, { state: 'running' }]);
  await leaveDeadLease(queue.leaseOf('a0-2'));
  await workQueue(queue, await optionsFor(completes));
  t.deepEqual(
    tasks.map(({ command }) => command[1]),
    ['a0-2', 'a0-1'],
  );
});

test('a launch that goes on though its worker was killed is waited for, not started twice', async (t) => {
  const { queue, tasks, optionsFor, states } = await queueWith([{ state: 'running' }, {}]);
  const lease = (await tryLease(queue.leaseOf('a0-1'))) as Lease;
  const working = workQueue(queue, await optionsFor(completes));
  await queue.write(aLaunch({ id: 'a0-1', state: 'failed' }));
  t.is(tasks.length, 0);
  await lease.release();
  await working;
  t.deepEqual(
    tasks.map(({ command }) => command[1]),
    ['a0-2'],
  );
  t.deepEqual(await states(), ['failed', 'completed']);
});

test('a process that ends without a word has failed, and the next one runs', async (t) => {
  const { queue, optionsFor, states } = await queueWith([{}, {}, {}]);
  const ends: Partial<JobEnd>[] = [
    { signal: 'SIGKILL' },
    { exitCode: 7, problems: [{ code: 'run-failed', message: 'm' }] },
    { error: 'no such program' },
  ];
  await workQueue(queue, await optionsFor(() => Promise.resolve(ends.shift()!)));
  t.deepEqual(await states(), ['failed', 'failed', 'failed']);
  const [killed, failed, absent] = await queue.launches();
  t.is(killed!.detail, 'its process was killed by SIGKILL');
  t.like(failed, { detail: 'its process ended with exit code 7', problems: [{ code: 'run-failed' }] });
  t.is(absent!.detail, 'no such program');
});

test('a launch with jobs whose process is killed is watched again, three times', async (t) => {
  const { queue, tasks, optionsFor } = await queueWith([{ hasJobs: true }, {}]);
  const options = await optionsFor(async (launch, ...rest) => {
    if (launch.id !== 'a0-1') return completes(launch, ...rest);
    await queue.write({ ...launch, state: 'running' });
    return { signal: 'SIGKILL' };
  });
  await workQueue(queue, options);
  t.deepEqual(
    tasks.map(({ command }) => command[1]),
    ['a0-1', 'a0-1', 'a0-1', 'a0-1', 'a0-2'],
  );
  t.like(await queue.launch('a0-1'), {
    state: 'failed',
    detail: 'its process was killed by SIGKILL; its jobs may go on: tessera sweep experiments/a.yaml --cancel',
  });
});

test('an interrupt stops the launch that runs, and both it and what waits stay in the queue', async (t) => {
  const { queue, tasks, heard, optionsFor, states, interrupt } = await queueWith([{}, {}]);
  const options = await optionsFor(async (launch) => {
    interrupt('stop');
    interrupt('kill');
    await queue.write({ ...launch, state: 'interrupted', run: '/runs/a' });
    return { exitCode: 130 };
  });
  t.is(await workQueue(queue, options), 'interrupted');
  t.deepEqual(await states(), ['running', 'waiting']);
  t.deepEqual(heard, ['stop']);
  t.is(tasks.length, 1);
});

test('a request for a checkpoint is passed on to the launch that runs, once its process holds it', async (t) => {
  const { queue, heard, optionsFor, save } = await queueWith([{}]);
  const options = await optionsFor(async (launch, ...rest) => {
    save();
    await setTimeout(20);
    t.deepEqual(heard, [], 'a process that does not listen yet would end');
    const lease = (await tryLease(queue.leaseOf(launch.id))) as Lease;
    save();
    while (heard.length === 0) await setTimeout(5);
    await lease.release();
    return completes(launch, ...rest);
  });
  await workQueue(queue, options);
  save();
  t.deepEqual(heard, ['save']);
});

test('a launch that was stopped alone stays stopped, and the queue goes on', async (t) => {
  const { queue, optionsFor, states } = await queueWith([{}, {}]);
  let count = 0;
  const options = await optionsFor(async (launch) => {
    await queue.write({ ...launch, state: count++ === 0 ? 'interrupted' : 'completed' });
    return { exitCode: 130 };
  });
  t.is(await workQueue(queue, options), 'done');
  t.deepEqual(await states(), ['interrupted', 'completed']);
});

test('a second worker leaves the queue to the first', async (t) => {
  const { queue, optionsFor, states } = await queueWith([{}]);
  const lease = (await tryLease(queue.leaseFile)) as Lease;
  t.is(await workQueue(queue, await optionsFor(completes)), 'busy');
  t.deepEqual(await states(), ['waiting']);
  await lease.release();
});

test('commits are checked before each launch, and what comes meanwhile runs too', async (t) => {
  const { queue, optionsFor, states } = await queueWith([{}]);
  const options = await optionsFor(async (launch, ...rest) => {
    if (launch.id === 'a0-1') await queue.addCommit({ bases: [], head: 'h' });
    return completes(launch, ...rest);
  });
  const check: WorkOptions['check'] = async ({ id }) => {
    await queue.write(aLaunch({ id: `${id}-1` }));
    await queue.removeCommit(id);
  };
  await workQueue(queue, { ...options, check });
  t.deepEqual(await states(), ['completed', 'completed']);
});

test('work can end before the queue is empty', async (t) => {
  const { queue, optionsFor, states } = await queueWith([{}, {}]);
  const isDone = async () => (await queue.launch('a0-1'))!.state === 'completed';
  t.is(await workQueue(queue, { ...(await optionsFor(completes)), isDone }), 'done');
  t.deepEqual(await states(), ['completed', 'waiting']);
});
