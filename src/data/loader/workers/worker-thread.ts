import { Worker } from 'node:worker_threads';
import { messageOf, TesseraError } from '../../../core/errors/index.ts';
import {
  createWorkNote,
  workInHand,
  type FillTask,
  type ReadTask,
  type SamplePlace,
  type WorkerMessage,
  type WorkerReply,
  type WorkInHand,
} from './protocol.ts';
import type { BadSample } from '../fill-batch.ts';
import type { RemoteSource } from '../../prepare/prepared-source.ts';

/** One thread that makes samples. */
export interface WorkerThread {
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

/**
 * Starts `program` in a thread. Its `workerData` is `setup` and the shared memory in which it notes its work. If the
 * thread stops by itself, its open tasks fail with `sample-failed`, which names the sample that it worked on.
 */
export function startThread(program: URL, setup: unknown, nameOf: (place: SamplePlace) => string): WorkerThread {
  const note = createWorkNote();
  const worker = new Worker(program, { workerData: { setup, note } });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let failure: Error | undefined;

  const fail = (reason: string) => {
    failure ??= stopped(reason, workInHand(note), nameOf);
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  worker.on('message', (reply: WorkerReply) => {
    const { resolve, reject } = waiting.get(reply.id)!;
    waiting.delete(reply.id);
    if (reply.kind === 'failed') reject(new TesseraError(reply.problems));
    else resolve(reply);
  });
  worker.on('error', (error) => fail(messageOf(error)));
  worker.on('exit', (code) => fail(`it ended with exit code ${code}`));

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
    open: (source, remote) => worker.postMessage({ kind: 'open', source, remote } satisfies WorkerMessage),
    read: async (task) => ask<'sample'>((id) => ({ kind: 'read', id, ...task })),
    fill: async (task) => (await ask<'filled'>((id) => ({ kind: 'fill', id, ...task }))).bad,
    stop: async () => void (await worker.terminate()),
  };
}

function stopped(reason: string, inHand: WorkInHand | undefined, nameOf: (place: SamplePlace) => string): TesseraError {
  const names = inHand?.indices.map((index) => nameOf({ source: inHand.source, index }));
  const work = names ? ` while it worked on the sample ${names.join(' and read ')}` : '';
  return new TesseraError({
    code: 'sample-failed',
    message: `a worker thread stopped${work}: ${reason}`,
    hints: ['set `loader.workers` to `0` to see the failure in the main thread'],
  });
}
