import { allOrFirstError } from '../../../core/all-or-first-error.ts';
import type { BatchRequest, FillBatch } from '../fill-batch.ts';
import { examineSample, readSample } from '../make-sample.ts';
import type { RemoteSource } from '../../prepare/prepared-source.ts';
import type { SampleSource } from '../../sample.ts';
import type { ReadTask, SamplePlace } from './protocol.ts';
import { startThread, type ThreadOptions, type WorkerThread } from './worker-thread.ts';

/** Threads that read and augment samples. They start when they are first needed, or asked to. */
export interface SampleWorkers {
  readonly count: number;
  /** An error comes with a task. */
  start(): void;
  /** The samples of `source`, read by the threads, with the names and the fingerprint of `source`. */
  reading(source: SampleSource, remote: RemoteSource): SampleSource;
  /** Makes batches of `source`. Thread number n makes the samples at the positions n, n + count, ... of each batch. */
  filling(
    source: SampleSource,
    remote: RemoteSource,
    recipe: { readonly seed: number; readonly augment: boolean },
  ): FillBatch;
  close(): Promise<void>;
}

export interface PoolOptions extends Pick<ThreadOptions, 'program' | 'limitSeconds'> {
  /** Makes what the threads are given, when they start. */
  setup(): unknown;
  /** Whether this thread reads samples itself until all threads have loaded what they need. */
  readonly helps?: boolean;
}

/** Makes a pool of `count` threads, whose program gets the messages of `protocol.ts`. */
export function createSampleWorkers(count: number, options: PoolOptions): SampleWorkers {
  const { helps = false } = options;
  const opened: { source: SampleSource; remote: RemoteSource }[] = [];
  const started: WorkerThread[] = [];
  let threads: Promise<readonly WorkerThread[]> | undefined;
  /** How many of the sources a thread was told of. */
  const told = new WeakMap<WorkerThread, number>();
  let hasFailed = false;
  let library: Promise<unknown> | undefined;

  const start = async (): Promise<readonly WorkerThread[]> => {
    const setup = await options.setup();
    const nameOf = ({ source, index }: SamplePlace) => opened[source]!.source.name(index);
    for (let thread = 0; thread < count; thread++) started.push(startThread({ ...options, setup, nameOf }));
    for (const thread of started) tellOpened(thread);
    return started;
  };
  /** Tells a thread of the sources that it was not told of. */
  const tellOpened = (thread: WorkerThread) => {
    for (let number = told.get(thread) ?? 0; number < opened.length; number++) {
      told.set(thread, number + 1);
      thread.open(number, opened[number]!.remote);
    }
  };
  const running = () => {
    // A native library that only threads load is unloaded when the first of them ends. So the main thread loads it too,
    // while they work.
    library ??= import('sharp').catch(() => undefined);
    return (threads ??= start());
  };
  const open = async (source: SampleSource, remote: RemoteSource): Promise<number> => {
    const number = opened.push({ source, remote }) - 1;
    // Threads that could not start have nothing to open; the first task tells why.
    for (const thread of (await threads?.catch(() => [])) ?? []) tellOpened(thread);
    return number;
  };

  return {
    count,
    start: () => void (threads ??= start()).catch(() => undefined),
    reading(source, remote) {
      const number = open(source, remote);
      let next = 0;
      const isHere = () => {
        if (!helps || hasFailed) return false;
        running().catch(() => (hasFailed = true));
        return started.length < count || started.some((thread) => !thread.isReady());
      };
      const ask = async (task: Omit<ReadTask, 'source'>) => {
        const thread = (source.group?.(task.index) ?? next++) % count;
        return (await running())[thread]!.read({ source: await number, ...task });
      };
      return {
        ...source,
        parallel: 2 * count,
        read: async (index) => (isHere() ? readSample(source, index) : (await ask({ index })).sample),
        async examine(index) {
          if (isHere()) return examineSample(source, index);
          const { sample, facts } = await ask({ index, examine: true });
          return { sample, facts: facts! };
        },
      };
    },
    filling(source, remote, recipe) {
      const number = open(source, remote);
      return async ({ draws, ...request }: BatchRequest) => {
        const all = await running();
        const items = draws.map((draw, position) => ({ ...draw, position }));
        const task = { ...request, ...recipe, source: await number };
        const share = (own: number) => items.filter(({ position }) => position % count === own);
        // After an error too, so that no thread writes to the batch's memory afterwards.
        const bad = await allOrFirstError(all.map((thread, own) => thread.fill({ ...task, items: share(own) })));
        return bad.flat();
      };
    },
    async close() {
      await Promise.all([threads?.catch(() => undefined), library]);
      threads = undefined;
      await Promise.all(started.splice(0).map((thread) => thread.stop()));
    },
  };
}
