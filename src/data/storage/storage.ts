import type { WaitOptions } from '../../core/lease/index.ts';
import type { SampleSource } from '../sample.ts';

/** Where resized samples wait between epochs. */
export interface Storage {
  /**
   * Reads every sample of `source` once, in order, several at a time; `onProgress` is called with the number done.
   * While another process stores the same, waits for it.
   */
  store(source: SampleSource, onProgress: (done: number) => void, waiting?: WaitOptions): Promise<StoredSource>;
  /** In another thread: the samples whose `handle` this is. */
  attach?(handle: unknown): Promise<SampleSource>;
  /** Frees what it holds. */
  close(): Promise<void>;
}

/** Samples of one size in a storage. */
export interface StoredSource extends SampleSource {
  /** The type of the storage that `auto` chose. */
  readonly storedAs?: string;
  /** What `Storage.attach` takes in another thread: can be cloned, or is shared memory. Absent if samples are to be made anew there. */
  readonly handle?: unknown;
}
