import type { Problem } from '../../../core/errors/index.ts';
import type { BadSample, ItemsRequest } from '../fill-batch.ts';
import type { RemoteSource } from '../../prepare/prepared-source.ts';
import type { Sample } from '../../sample.ts';
import type { SampleFacts } from '../../sources/sample-facts.ts';

/** Messages to the threads that make samples. A source is named by the number that it was opened with. */
export type WorkerMessage =
  | { readonly kind: 'open'; readonly source: number; readonly remote: RemoteSource }
  | ({ readonly kind: 'read'; readonly id: number } & ReadTask)
  | ({ readonly kind: 'fill'; readonly id: number } & FillTask);

/** A sample of a source. */
export interface SamplePlace {
  readonly source: number;
  readonly index: number;
}

/** Reads a sample and returns it. */
export interface ReadTask extends SamplePlace {
  /** Whether to tell what a survey wants to know, too. */
  readonly examine?: true;
}

/** Makes some of a batch's samples in the batch's memory. */
export interface FillTask extends ItemsRequest {
  readonly source: number;
  readonly seed: number;
  readonly augment: boolean;
}

export type WorkerReply = { readonly id: number } & (
  | { readonly kind: 'sample'; readonly sample: Sample; readonly facts?: SampleFacts }
  | { readonly kind: 'filled'; readonly bad: readonly BadSample[] }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] }
);

/** The samples that a thread works on: one, and a second if it reads ahead. */
export interface WorkInHand {
  readonly source: number;
  readonly indices: readonly number[];
}

/**
 * Four numbers in shared memory, which stays when the thread ends: the source and the indices of the two samples that
 * the thread works on, each plus one, where 0 stands for none; and how often these have been written.
 */
export type WorkNote = Int32Array<SharedArrayBuffer>;

const samplesAtOnce = 2;
const timesWritten = 1 + samplesAtOnce;

export function createWorkNote(): WorkNote {
  return new Int32Array(new SharedArrayBuffer((timesWritten + 1) * Int32Array.BYTES_PER_ELEMENT));
}

export function noteWork(note: WorkNote, source: number, indices: readonly number[]): void {
  const numbers = [source, ...indices].map((number) => number + 1);
  for (let place = 0; place < timesWritten; place++) Atomics.store(note, place, numbers[place] ?? 0);
  Atomics.add(note, timesWritten, 1);
}

export function noteIdle(note: WorkNote): void {
  noteWork(note, -1, []);
}

export function workInHand(note: WorkNote): WorkInHand | undefined {
  const [source, ...indices] = Array.from(note.subarray(0, timesWritten), (_, place) => Atomics.load(note, place) - 1);
  return source! < 0 ? undefined : { source: source!, indices: indices.filter((index) => index >= 0) };
}

/** A number that has changed if the thread has begun or ended a sample since. */
export function workDone(note: WorkNote): number {
  return Atomics.load(note, timesWritten);
}
