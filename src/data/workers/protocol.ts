import type { Problem } from '../../errors/index.ts';
import type { BadSample, BatchRequest } from '../fill-batch.ts';
import type { RemoteSource, Sample } from '../sample.ts';

/** What the threads that make samples are told. A source is named by the number that it was opened with. */
export type WorkerMessage =
  | { readonly kind: 'open'; readonly source: number; readonly remote: RemoteSource }
  | ({ readonly kind: 'read'; readonly id: number } & ReadTask)
  | ({ readonly kind: 'fill'; readonly id: number } & FillTask);

/** Reads a sample and returns it. */
export interface ReadTask {
  readonly source: number;
  readonly index: number;
}

/** Makes some of a batch's samples in its memory. */
export interface FillTask extends Omit<BatchRequest, 'indices'> {
  readonly source: number;
  readonly seed: number;
  readonly augment: boolean;
  readonly items: readonly { readonly position: number; readonly index: number }[];
}

export type WorkerReply = { readonly id: number } & (
  | { readonly kind: 'sample'; readonly sample: Sample }
  | { readonly kind: 'filled'; readonly bad: readonly BadSample[] }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] }
);

/**
 * Two numbers in shared memory: the source and the index of the sample that a thread works on, each plus one; 0 while it
 * has nothing to do. They outlive the thread.
 */
export type WorkInHand = Int32Array<SharedArrayBuffer>;

export function noteWork(work: WorkInHand, source: number, index: number): void {
  Atomics.store(work, 0, source + 1);
  Atomics.store(work, 1, index + 1);
}

export function noteIdle(work: WorkInHand): void {
  Atomics.store(work, 0, 0);
}

export function workInHand(work: WorkInHand): ReadTask | undefined {
  const source = Atomics.load(work, 0) - 1;
  return source < 0 ? undefined : { source, index: Atomics.load(work, 1) - 1 };
}
