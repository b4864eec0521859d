import { Worker } from 'node:worker_threads';
import { threadProgram } from '../thread-program.ts';
import type { BeatLost, BeatRequest } from './beat-thread.ts';
import { createBeater, type Beater, type BeatingLease } from './beater.ts';

/** The heartbeats of this process's leases, by token; `onLost` belongs to the lease. */
const held = new Map<string, BeatingLease & { readonly onLost: (file: string) => void }>();
let beater: Beater | undefined;

/**
 * Lets a thread of this process write the lease's heartbeats: a training step may keep the main thread busy for longer
 * than another machine waits for one.
 */
export function startBeating(lease: BeatingLease, onLost: (file: string) => void): Omit<Beater, 'start'> {
  beater ??= startThread();
  held.set(lease.holder.token, { ...lease, onLost });
  beater.start(lease);
  return {
    move(token, file) {
      held.set(token, { ...held.get(token)!, file });
      beater!.move(token, file);
    },
    stop(token) {
      held.delete(token);
      beater!.stop(token);
    },
  };
}

/** One thread for all leases. If it fails, the main thread does its work. */
function startThread(): Beater {
  const tell = (token: string, file: string) => held.get(token)?.onLost(file);
  const worker = new Worker(threadProgram('src/core/lease/beat-thread'));
  worker.on('message', ({ token, file }: BeatLost) => tell(token, file));
  worker.on('error', () => {
    beater = createBeater(tell);
    for (const lease of held.values()) beater.start(lease);
  });
  // The thread ends with the process, and doesn't keep it.
  worker.unref();
  const ask = (request: BeatRequest) => worker.postMessage(request);
  return {
    start: (lease) => ask({ kind: 'start', lease }),
    move: (token, file) => ask({ kind: 'move', token, file }),
    stop: (token) => ask({ kind: 'stop', token }),
  };
}
