import type { WaitOptions } from '../../core/lease/index.ts';
import type { SampleSource } from '../sample.ts';

/** Keeps resized samples between epochs. */
export interface Storage {
  /**
   * Reads every sample of `source` once, in order, several at a time. `onProgress` is called with the number of samples
   * stored. If another process stores the same samples, waits for it.
   */
  store(source: SampleSource, onProgress: (done: number) => void, waiting?: WaitOptions): Promise<StoredSource>;
  /** Opens, in another thread, the samples that have this `handle`. */
  attach?(handle: unknown): Promise<SampleSource>;
  /** Frees memory and closes files. */
  close(): Promise<void>;
}

/** Samples of one size in a storage. */
export interface StoredSource extends SampleSource {
  /** Type of the storage that `auto` chose. */
  readonly storedAs?: string;
  /**
   * The argument of `Storage.attach` in another thread: cloneable data or shared memory. Absent if that thread reads
   * the files itself.
   */
  readonly handle?: unknown;
}
