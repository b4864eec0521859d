import type { Problem } from '../../core/errors/index.ts';
import type { SplitName } from '../dataset.ts';
import type { Evaluated } from '../resize/placing.ts';
import type { StoredSource } from '../storage/storage.ts';

/** A split that is ready to be loaded. Its samples are of different sizes if it has no `size`. */
export interface PreparedSource extends StoredSource {
  /** With this, another thread can read the same samples. */
  readonly remote: RemoteSource;
  /** Samples of the dataset that are left out because they cannot be read. */
  readonly skipped: readonly SkippedSample[];
  /** How often training draws each sample, compared with the others; absent if all are drawn once per epoch. */
  readonly repeatFactors?: readonly number[];
}

/** Cloneable data with which another thread opens the samples of a prepared split. */
export interface RemoteSource {
  readonly split: SplitName;
  /** Present if its samples are to be evaluated. */
  readonly evaluated?: Evaluated;
  /** The storage's handle. Without it, samples are read from their files. */
  readonly handle?: unknown;
  /** Positions in the split of the samples that are not skipped. Without it, none is skipped. */
  readonly kept?: readonly number[];
}

export interface SkippedSample {
  readonly split: SplitName;
  readonly name: string;
  readonly problems: readonly Problem[];
}
