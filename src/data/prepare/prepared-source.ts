import type { Problem } from '../../core/errors/index.ts';
import type { SplitName } from '../dataset.ts';
import type { StoredSource } from '../storage/storage.ts';

/** A split that is ready to be loaded. */
export interface PreparedSource extends StoredSource {
  /** What another thread needs to read the same samples. */
  readonly remote: RemoteSource;
  /** Samples of the dataset that are left out, since they cannot be read. */
  readonly skipped: readonly SkippedSample[];
}

/** What another thread needs to read the samples of a prepared split. Can be cloned. */
export interface RemoteSource {
  readonly split: SplitName;
  /** Of the storage; without one, samples are read from their files. */
  readonly handle?: unknown;
  /** Positions in the split of the samples that are not skipped; all without. */
  readonly kept?: readonly number[];
}

export interface SkippedSample {
  readonly split: SplitName;
  readonly name: string;
  readonly problems: readonly Problem[];
}
