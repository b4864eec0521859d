import { Worker } from 'node:worker_threads';
import { messageOf, TesseraError } from '../../../core/errors/index.ts';
import { stillFor } from '../../../core/still-for.ts';
import { loadingSeconds, tooBusy } from '../../../core/watchdog.ts';
import {
  createWorkNote,
  workDone,
  workInHand,
  type FillTask,
  type ReadTask,
  type SamplePlace,
  type WorkerMessage,
  type WorkerReply,
} from './protocol.ts';
import type { BadSample } from '../fill-batch.ts';
import type { RemoteSource } from '../../prepare/prepared-source.ts';

/** One thread that makes samples. */
export interface WorkerThread {
  /** Whether it has loaded what it needs, or failed: a task is answered soon. */
  isReady(): boolean;
  open(source: number, remote: RemoteSource): void;
  read(task: ReadTask): Promise<ReadSample>;
  fill(task: FillTask): Promise<readonly BadSample[]>;
  stop(): Promise<void>;
}

/** `facts` are there if they were asked for. */
export type ReadSample = Pick<Extract<WorkerReply, { kind: 'sample' }>, 'sample' | 'facts'>;

interface Waiting {
  resolve(reply: WorkerReply): void;
  reject(error: Error): void;
}

export interface ThreadOptions {
  readonly program: URL;
  /** What `program` finds in its `workerData`, beside the shared memory in which it notes its work. */
  readonly setup: unknown;
  readonly nameOf: (place: SamplePlace) => string;
  /** The seconds that a sample may take; without it, or at 0, any time. */
  readonly limitSeconds?: number | undefined;
}

/**
 * Starts a thread. If it stops by itself, its open tasks fail with `sample-failed`, which names the sample that it
 * worked on. If it takes too long for a sample, it is ended, and they fail with `plugin-failed`.
 */
export function startThread({ program, setup, nameOf, limitSeconds = 0 }: ThreadOptions): WorkerThread {
  const note = createWorkNote();
  const worker = new Worker(program, { workerData: { setup, note } });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let failure: Error | undefined;

  const namesInHand = (): string[] | undefined => {
    const work = workInHand(note);
    return work?.indices.map((index) => nameOf({ source: work.source, index }));
  };
  const progress = () => (waiting.size === 0 ? undefined : `${asked - waiting.size} ${workDone(note)}`);
  const failWith = (error: TesseraError) => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  const fail = (reason: string) => failWith(stopped(reason, namesInHand()));
  // A thread loads modules and opens the data first, which may take longer than a short limit. The first note says that
  // modules are loaded.
  const limit = () => (workDone(note) > 1 ? limitSeconds : Math.max(limitSeconds, loadingSeconds));
  const stopWatching =
    limitSeconds === 0
      ? () => undefined
      : watchProgress(limit, progress, () => {
          failWith(tooBusy('a loader thread', limit(), namesInHand()));
          void worker.terminate();
        });
  worker.on('message', (reply: WorkerReply) => {
    const asker = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === 'failed') asker?.reject(new TesseraError(reply.problems));
    else asker?.resolve(reply);
  });
  worker.on('error', (error) => fail(messageOf(error)));
  worker.on('exit', (code) => {
    stopWatching();
    fail(`it ended with exit code ${code}`);
  });

  const ask = async <K extends WorkerReply['kind']>(
    message: (id: number) => WorkerMessage,
  ): Promise<Extract<WorkerReply, { kind: K }>> => {
    if (failure) throw failure;
    const id = asked++;
    const reply = new Promise<WorkerReply>((resolve, reject) => waiting.set(id, { resolve, reject }));
    worker.postMessage(message(id));
    return (await reply) as Extract<WorkerReply, { kind: K }>;
  };
  return {
    isReady: () => failure !== undefined || workDone(note) > 0,
    open: (source, remote) => worker.postMessage({ kind: 'open', source, remote } satisfies WorkerMessage),
    read: async (task) => ask<'sample'>((id) => ({ kind: 'read', id, ...task })),
    fill: async (task) => (await ask<'filled'>((id) => ({ kind: 'fill', id, ...task }))).bad,
    stop: async () => void (await worker.terminate()),
  };
}

/** Calls `onStill` when `progress` has been the same for `limit` seconds; undefined stands for nothing to do. */
function watchProgress(limit: () => number, progress: () => string | undefined, onStill: () => void): () => void {
  const isStill = stillFor(limit);
  const timer = setInterval(() => {
    if (!isStill(progress())) return;
    clearInterval(timer);
    onStill();
  }, 1000).unref();
  return () => clearInterval(timer);
}

function stopped(reason: string, names: readonly string[] | undefined): TesseraError {
  const work = names ? ` while it worked on the sample ${names.join(' and read ')}` : '';
  return new TesseraError({
    code: 'sample-failed',
    message: `a worker thread stopped${work}: ${reason}`,
    hints: ['set `loader.workers` to `0` to see the failure in the main thread'],
  });
}
