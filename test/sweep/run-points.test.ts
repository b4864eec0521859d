import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import type { JobEnd, ProcessLauncher } from '../../src/launch/launcher.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { listSource, type PointSource } from '../../src/sweep/point-source.ts';
import type { SweepProgress } from '../../src/sweep/progress.ts';
import { runPoints } from '../../src/sweep/run-points.ts';
import type { Retries } from '../../src/sweep/retries.ts';
import { openSweepDirectory } from '../../src/sweep/sweep-directory.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from '../runs/run-fixture.ts';
import { fakeSweep, statesOf, sweepStage } from './sweep-fixture.ts';

const pointAt = (lr: number) => fakeSweep([{ lr, value: 1 - Math.abs(lr - 4) / 10 }]).points[0]!;

/** Walks uphill on a score that is best at lr = 4: doubles lr as long as that was better. */
function climbing(before: readonly number[] = []) {
  const asked: string[] = [];
  const source: PointSource = {
    count: 9,
    list: () => undefined,
    known: () => Promise.resolve(before.map(pointAt)),
    at(index, sweep) {
      const values = sweep
        .points()
        .filter(({ state }) => state === 'completed')
        .map(({ overrides, metrics }) => [overrides['optimizer.lr'] as number, metrics!['iou/macro/image']!] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, value]) => value);
      const isEnd = index >= values.length && values.length > 1 && values.at(-1)! < values.at(-2)!;
      const point = isEnd || index > values.length ? undefined : pointAt(2 ** index);
      asked.push(point?.id ?? 'nothing');
      return Promise.resolve(point);
    },
  };
  return { source, asked };
}

// What a search checks before it begins; its points come from the source.
const checked = [{ lr: 1 }];

test('a source is asked for the next point when the one before has ended, and then sees its result', async (t) => {
  const stage = await sweepStage();
  const { source } = climbing();
  const result = await stage.run(checked, { source });
  t.deepEqual(
    result.points.map(({ id, number }) => [id, number]),
    [
      ['id1', 1],
      ['id2', 2],
      ['id4', 3],
      ['id8', 4],
    ],
  );
  t.deepEqual(statesOf(result), ['completed', 'completed', 'completed', 'completed']);
  t.is((await stage.starts(result)).length, 4);
});

test('a search that is started again has its points, and goes on from there', async (t) => {
  const stage = await sweepStage();
  const first = await stage.run(checked, { source: climbing().source });
  const again = climbing([1, 2, 4, 8]);
  const second = await stage.run(checked, { source: again.source });
  t.is((await stage.starts(second)).length, 4, 'nothing runs twice');
  t.deepEqual(second.points, first.points);
  t.deepEqual(again.asked.slice(0, 5), ['id1', 'id2', 'id4', 'id8', 'nothing']);
});

test('with --only, a search is asked for nothing new', async (t) => {
  const stage = await sweepStage();
  await stage.run(checked, { source: climbing().source });
  const again = climbing([1, 2]);
  await stage.run(checked, { source: again.source, only: ['id1'], rerun: 'all' });
  t.deepEqual(again.asked, []);
  t.is(stage.events.filter((event) => event === 'started id1').length, 2);
});

test('a point of a search that was interrupted goes on first', async (t) => {
  const stage = await sweepStage();
  const slow = fakeSweep([{ lr: 1, seconds: 60 }]).points[0]!;
  const source: PointSource = {
    count: 1,
    list: () => undefined,
    known: () => Promise.resolve([slow]),
    at: () => Promise.resolve(slow),
  };
  const running = stage.run(checked, { source });
  while (!stage.events.includes('started id1')) await new Promise((resolve) => setTimeout(resolve, 20));
  const log = join(stage.runs, 'fake-ad79606a', 'logs', 'optimizer.lr=1-id1.log');
  while (!(await readFile(log, 'utf8').catch(() => '')).includes('training'))
    await new Promise((resolve) => setTimeout(resolve, 20));
  stage.interrupt();
  t.like(await running, { interrupted: true });
  const again = await stage.run(checked, { source });
  t.deepEqual(statesOf(again), ['completed']);
  t.true((await stage.starts(again))[1]!.startsWith('resume '));
});

/** A job without a process: the test says when it starts and how it ends. */
interface FakeJob {
  readonly id: string;
  /** The folder of its run. */
  readonly path: string;
  /** What it was asked for, in order. */
  readonly cancelled: string[];
  start(): void;
  end(end?: Partial<JobEnd>): void;
  /** Leaves a completed run, and ends. */
  complete(): Promise<void>;
}

/** A promise and what fulfils it. */
function deferred<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((fulfil) => (resolve = fulfil));
  return { promise, resolve };
}

interface FakeSweep {
  readonly source?: PointSource;
  readonly atOnce?: number;
  readonly wanted?: readonly string[];
  readonly retries?: Retries;
  /** Called when a point waits to be tried again. */
  readonly onRetry?: (interrupt: () => void) => void;
  readonly onProgress?: (progress: SweepProgress) => void;
  /** Called before the launcher hands the job over. */
  readonly onSubmit?: (job: FakeJob, interrupt: () => void) => void;
  /** Called once the sweep knows the job. */
  readonly onJob?: (job: FakeJob, interrupt: (how?: 'stop' | 'kill') => void, save: () => void) => void | Promise<void>;
}

async function played(lrs: readonly number[], { onSubmit, onJob, atOnce = 1, ...given }: FakeSweep) {
  const loaded = fakeSweep(lrs.map((lr) => ({ lr })));
  const source = given.source ?? listSource(loaded.points);
  const directory = await openSweepDirectory(await newFolder(), loaded, source);
  const [jobs, events] = [[] as FakeJob[], [] as string[]];
  const listeners = new Set<(how: 'stop' | 'kill') => void>();
  const savers = new Set<() => void>();
  const stop = new AbortController();
  const interrupt = (how: 'stop' | 'kill' = 'stop') => {
    stop.abort();
    listeners.forEach((listener) => listener(how));
  };
  const save = () => savers.forEach((saver) => saver());
  let [running, most] = [0, 0];

  const launcher: ProcessLauncher = {
    submit([task]) {
      const [started, ended] = [deferred<void>(), deferred<JobEnd>()];
      const cancelled: string[] = [];
      most = Math.max(most, ++running);
      const job: FakeJob = {
        id: task!.name,
        path: join(directory.path, task!.name),
        cancelled,
        start: () => started.resolve(),
        end(end) {
          running--;
          ended.resolve({ cancelled: cancelled.length > 0, ...end });
        },
        async complete() {
          job.start();
          await fakeRun(join(directory.path, task!.name), { metrics: { iou: 0.5 } });
          job.end({ exitCode: 0 });
        },
      };
      jobs.push(job);
      onSubmit?.(job, interrupt);
      setImmediate(() => void onJob?.(job, interrupt, save));
      const cancel = (how: string) => Promise.resolve(void cancelled.push(how));
      const poll = () => Promise.resolve('running' as const);
      return Promise.resolve([
        {
          task: task!,
          id: '1',
          started: started.promise,
          ended: ended.promise,
          poll,
          cancel,
          save: () => cancel('save'),
        },
      ]);
    },
  };
  const note = (what: string) => (point: LedgerPoint) => void events.push(`${what} ${point.id}`);
  const { interrupted, stoppedBy } = await runPoints(
    directory,
    source,
    ({ id }) => given.wanted?.includes(id) ?? true,
    {
      launcher,
      atOnce,
      retries: given.retries,
      workingDirectory: '/',
      tessera: (args) => ['tessera', ...args],
      onInterrupt(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onSave(listener) {
        savers.add(listener);
        return () => savers.delete(listener);
      },
      observer: {
        opened: () => {},
        started: note('started'),
        ended: note('ended'),
        progressed: (progress) => given.onProgress?.(progress),
        interrupted: (how) => void events.push(how),
        retrying: () => given.onRetry?.(interrupt),
        closed: () => {},
      },
    },
    stop.signal,
  );
  return { interrupted, stoppedBy, jobs, events, most, points: directory.points(), listeners, savers };
}

const states = (points: readonly LedgerPoint[]) => points.map(({ state, attempts }) => `${state} ${attempts}`);

test('as many points run at a time as asked for, until all have ended', async (t) => {
  const { interrupted, points, most, events, listeners } = await played([1, 2, 3], {
    atOnce: 2,
    onJob: (job) => job.complete(),
  });
  t.false(interrupted);
  t.is(most, 2);
  t.deepEqual(states(points), ['completed 1', 'completed 1', 'completed 1']);
  t.deepEqual(events.filter((event) => event.startsWith('started')).toSorted(), [
    'started id1',
    'started id2',
    'started id3',
  ]);
  t.is(events.length, 6);
  t.is(listeners.size, 0, 'nobody listens for Ctrl-C any more');
});

test('a point that is not wanted is passed over', async (t) => {
  const { interrupted, points } = await played([1, 2, 3], { wanted: ['id1', 'id3'], onJob: (job) => job.complete() });
  t.false(interrupted);
  t.deepEqual(states(points), ['completed 1', 'waiting 0', 'completed 1']);
});

test('a point that fails is no interrupt, and neither is a launcher that refuses one', async (t) => {
  const failing = await played([1], {
    onJob(job) {
      job.start();
      job.end({ exitCode: 2 });
    },
  });
  t.false(failing.interrupted);
  t.like(failing.points[0], { state: 'failed', attempts: 1, error: 'ended with exit code 2' });

  const refused = await played([1, 2], {
    onSubmit(job) {
      if (job.id.endsWith('id1')) throw new Error('the queue is closed');
    },
    onJob: (job) => job.complete(),
  });
  t.false(refused.interrupted);
  t.like(refused.points[0], { state: 'failed', attempts: 0, error: 'the queue is closed' });
  t.is(refused.points[1]!.state, 'completed');
});

test('a checkpoint is asked of the points that hold their run, and of no other', async (t) => {
  const all: FakeJob[] = [];
  const { jobs, savers } = await played([1, 2], {
    atOnce: 2,
    async onJob(job, _, save) {
      job.start();
      if (all.push(job) < 2) return;
      const [first, second] = all as [FakeJob, FakeJob];
      const lease = (await tryLease(join(first.path, 'run.lease'))) as Lease;
      save();
      while (first.cancelled.length === 0) await sleep(5);
      await lease.release();
      await first.complete();
      await second.complete();
    },
  });
  t.deepEqual(
    jobs.map(({ cancelled }) => cancelled),
    [['save'], []],
  );
  t.is(savers.size, 0, 'nobody listens any more');
});

test('Ctrl-C while the last point comes to its end interrupts nothing', async (t) => {
  const onJob = async (job: FakeJob, interrupt: () => void) => {
    interrupt();
    await job.complete();
  };
  const { interrupted, points, events } = await played([1], { onJob });
  t.false(interrupted);
  t.deepEqual(states(points), ['completed 1']);
  t.true(events.includes('stop'));
});

test('Ctrl-C while a point comes to its end leaves the next one waiting', async (t) => {
  const onJob = async (job: FakeJob, interrupt: () => void) => {
    interrupt();
    await job.complete();
  };
  const { interrupted, points, jobs } = await played([1, 2], { onJob });
  t.true(interrupted);
  t.deepEqual(states(points), ['completed 1', 'waiting 0']);
  t.is(jobs.length, 1);
});

test('a search that is interrupted has points left, if it was not asked for all', async (t) => {
  const onJob = async (job: FakeJob, interrupt: () => void) => {
    interrupt();
    await job.complete();
  };
  const searchOf = (count: number): PointSource => {
    const list = listSource(fakeSweep([{ lr: 1 }, { lr: 2 }].slice(0, count)).points);
    return { ...list, list: () => undefined };
  };
  t.true((await played([], { source: searchOf(2), onJob })).interrupted);
  t.false((await played([], { source: searchOf(1), onJob })).interrupted);
});

test('the first Ctrl-C stops what runs, the second kills it, and what has ended hears neither', async (t) => {
  let stopping: FakeJob[] = [];
  const { interrupted, jobs, events, points } = await played([1, 2, 3, 4], {
    atOnce: 2,
    async onJob(job, interrupt) {
      if (job.id.endsWith('id1')) return job.complete();
      job.start();
      stopping = [...stopping, job];
      if (stopping.length < 2) return;
      interrupt();
      interrupt('kill');
      for (const left of stopping) left.end({ signal: 'SIGKILL' });
    },
  });
  t.true(interrupted);
  t.deepEqual(Object.fromEntries(jobs.map(({ id, cancelled }) => [id.at(-1), cancelled])), {
    1: [],
    2: ['stop', 'kill'],
    3: ['stop', 'kill'],
  });
  t.deepEqual(
    events.filter((event) => /^(stop|kill)$/.test(event)),
    ['stop', 'kill'],
  );
  t.deepEqual(states(points), ['completed 1', 'waiting 1', 'waiting 1', 'waiting 0']);
  t.deepEqual(
    events.filter((event) => event.startsWith('ended')),
    ['ended id1'],
    'the others never had a run',
  );
});

test('Ctrl-C while a process is being started stops that one too', async (t) => {
  const { interrupted, jobs, points } = await played([1], {
    onSubmit: (_, interrupt) => interrupt(),
    onJob: (job) => job.end(),
  });
  t.true(interrupted);
  t.deepEqual(jobs[0]!.cancelled, ['stop']);
  t.deepEqual(states(points), ['waiting 0']);
});

test('about once per second the observer sees what runs, and how long the rest may take', async (t) => {
  const seen = deferred<SweepProgress>();
  await played([1, 2, 3], {
    wanted: ['id1', 'id2'],
    onProgress(progress) {
      if (progress.points[1]!.state === 'running') seen.resolve(progress);
    },
    async onJob(job) {
      if (job.id.endsWith('id2')) {
        job.start();
        await seen.promise;
      }
      await job.complete();
    },
  });
  const { points, running, secondsLeft } = await seen.promise;
  t.deepEqual(states(points), ['completed 1', 'running 1', 'waiting 0']);
  t.deepEqual(
    running.map(({ point, step, totalSteps, seconds }) => [point.id, step, totalSteps, seconds]),
    [['id2', 0, 0, 0]],
  );
  // The first point took a minute; the second has not begun; the third is not to run.
  t.is(secondsLeft, 60);
});

test.serial('Ctrl-C while a point waits to be tried again leaves it, and no timer', async (t) => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const onJob = (job: FakeJob) => {
    job.start();
    job.end({ exitCode: 1 });
  };
  const onRetry = (interrupt: () => void) => void setImmediate(interrupt);
  const { interrupted, jobs } = await played([1], { onJob, onRetry, retries: { limit: 1, seconds: 1000 } });
  t.true(interrupted);
  t.is(jobs.length, 1);
  t.is(timers(), before);
});

test('a search is asked for as many points as it has, although it would give more', async (t) => {
  const asked: number[] = [];
  const source: PointSource = {
    count: 2,
    list: () => undefined,
    known: () => Promise.resolve([]),
    at(index) {
      asked.push(index);
      return Promise.resolve(pointAt(index + 1));
    },
  };
  const { points } = await played([], { source, onJob: (job) => job.complete() });
  t.deepEqual(asked, [0, 1]);
  t.is(points.length, 2);
});
