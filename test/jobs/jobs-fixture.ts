import type { LoadedExperiment } from '../../src/config/index.ts';
import { attachSweep, type AttachOptions } from '../../src/jobs/attach.ts';
import { cancelSweep } from '../../src/jobs/cancel.ts';
import type { TaskStatus } from '../../src/jobs/launcher.ts';
import { manifestFile, readManifest } from '../../src/jobs/manifest.ts';
import { runTasks, type RunTasksOptions } from '../../src/jobs/run-tasks.ts';
import { submitSweep, type SubmitOptions } from '../../src/jobs/submit.ts';
import { localLauncher } from '../../src/launch/local.ts';
import type { Launcher, TaskArray } from '../../src/registry/index.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeSweep, fakeTessera, type FakePoint } from '../sweep/sweep-fixture.ts';

/** A queue that tests fill and empty by hand. */
export interface FakeQueue extends Launcher {
  readonly arrays: TaskArray[];
  readonly tasks: Map<number, TaskStatus>;
  readonly cancelled: (readonly number[] | undefined)[];
  /** What it throws when it is asked. */
  broken: Error | undefined;
}

export function fakeQueue(): FakeQueue {
  const queue: FakeQueue = {
    arrays: [],
    tasks: new Map(),
    cancelled: [],
    broken: undefined,
    submit(tasks) {
      queue.arrays.push(tasks);
      for (const index of tasks.indexes) queue.tasks.set(index, { state: 'waiting', reason: 'no node is free' });
      return Promise.resolve([{ id: `job${queue.arrays.length}`, indexes: tasks.indexes, folder: tasks.folder }]);
    },
    status(submissions) {
      if (queue.broken) return Promise.reject(queue.broken);
      const own = new Set(submissions.flatMap(({ indexes }) => indexes));
      return Promise.resolve(new Map([...queue.tasks].filter(([index]) => own.has(index))));
    },
    cancel(_, indexes) {
      queue.cancelled.push(indexes);
      for (const index of indexes ?? [...queue.tasks.keys()]) queue.tasks.delete(index);
      return Promise.resolve();
    },
    logs: ({ id }, index) => [`${id}.${index}.log`],
    capacity: () => Promise.resolve({ detail: 'a queue' }),
  };
  return queue;
}

/** The configurations of fake points, with the section that a task looks at. */
export function jobSweep(points: readonly FakePoint[]): LoadedExperiment {
  const loaded = fakeSweep(points);
  return {
    ...loaded,
    yaml: '{"engine": {}}',
    points: loaded.points.map((point) => ({
      ...point,
      yaml: JSON.stringify({ engine: {}, ...(JSON.parse(point.yaml) as object) }),
    })),
  };
}

export async function jobsStage() {
  const runs = await newFolder();
  const queue = fakeQueue();
  const events: string[] = [];
  const note = (what: string) => (point: LedgerPoint) => void events.push(`${what} ${point.id}`);
  const observer: AttachOptions['observer'] = {
    opened: ({ points, selected }) => void events.push(`opened ${points.length} ${selected.length}`),
    started: note('started'),
    ended: (point) => void events.push(`ended ${point.id} ${point.state}`),
    progressed: () => {},
    interrupted: () => {},
    closed: () => void events.push('closed'),
    waitingFor: (reasons) =>
      void events.push(`waiting ${[...reasons].map(([why, count]) => `${count} ${why}`).join()}`),
    unanswered: (why) => why !== undefined && void events.push(`unanswered ${why}`),
    lost: (points, how) => points.forEach(note(`lost ${how}`)),
  };
  const build = () => Promise.resolve(queue);
  return {
    runs,
    queue,
    events,
    submit: (points: readonly FakePoint[], options: Partial<SubmitOptions> = {}) =>
      submitSweep(jobSweep(points), {
        runsDirectory: runs,
        workingDirectory: runs,
        environment: { HF_HOME: '/cache' },
        launch: { type: 'queue' },
        build,
        tessera: (args) => ['tessera', ...args],
        retries: { limit: 0, seconds: 0 },
        ...options,
      }),
    /** Runs tasks in this process, as one on a node would. */
    async work(sweep: string, indexes: readonly number[], options: Partial<RunTasksOptions> = {}) {
      const end = await runTasks(sweep, await readManifest(manifestFile(sweep)), indexes, {
        atOnce: 1,
        tessera: fakeTessera,
        processes: localLauncher(),
        launcher: {},
        searchIn: () => Promise.reject(new Error('this is no search')),
        observer: { ...observer, opened: () => {}, closed: () => {}, ended: () => {}, started: () => {} },
        onInterrupt: () => () => {},
        onSave: () => () => {},
        ...options,
      });
      for (const index of indexes) queue.tasks.delete(index);
      return end;
    },
    cancel: (sweep: string, only?: readonly LedgerPoint[]) => cancelSweep(sweep, build, only),
    attach: (sweep: string, options: Partial<AttachOptions> = {}) =>
      attachSweep(sweep, {
        build,
        tessera: (args) => ['tessera', ...args],
        observer,
        onInterrupt: () => () => {},
        askEvery: [10, 20],
        lostAfter: 40,
        lookEvery: 10,
        ...options,
      }),
  };
}
