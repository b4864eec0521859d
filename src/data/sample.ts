import type { WaitOptions } from '../core/lease/index.ts';
import type { Problem } from '../core/errors/index.ts';

/** The mask value of pixels that no loss, metric or statistic counts. */
export const IGNORE_INDEX = 255;

/** One photo with its label map. Nothing in the project changes a sample in place. */
export interface Sample {
  /** What error messages and reports call it: usually the file's base name. */
  readonly name: string;
  readonly height: number;
  readonly width: number;
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly image: Uint8Array;
  /** Class index or `IGNORE_INDEX`, shape [height, width]. */
  readonly mask: Uint8Array;
}

/** Memory of a caller's that a sample may be read into: image [height, width, 3] and mask [height, width]. */
export interface SampleMemory {
  readonly image: Uint8Array;
  readonly mask: Uint8Array;
}

/** A list of samples that are made or read when asked for. `read` may be called in any order, more than once. */
export interface SampleSource {
  readonly length: number;
  name(index: number): string;
  /**
   * A source that would copy the sample anyway may copy it to `into`, if that is given, and return views of it.
   * @throws TesseraError `missing-mask`, `bad-image`, `bad-mask-value` naming the file.
   */
  read(index: number, into?: SampleMemory): Promise<Sample>;
  /** Changes when any sample may have changed: of files and settings. Absent where samples are cheap to make again. */
  fingerprint?(): Promise<string>;
  /** Of every sample, where all have the same. */
  readonly size?: ImageSize;
  /** Of one sample, without decoding it. @throws TesseraError as `read` does */
  sizeOf?(index: number): Promise<ImageSize>;
  /** The photos that samples are cut from, where one gives several. */
  readonly photos?: SampleSource;
  /** Samples of one group are made from the same file: whoever read one has the others cheaper. */
  group?(index: number): number;
  /** The files of a sample whose photo and mask are one each. */
  files?(index: number): { readonly image: string; readonly mask: string };
  /** Those that could not be read when all were, and for which ignored ones stand in. A pack keeps them. */
  unreadable?(): readonly UnreadableSample[];
  /** How many reads are worth having under way at a time; 4 unless told. */
  readonly parallel?: number;
}

/** A sample of a source that cannot be read. */
export interface UnreadableSample {
  readonly index: number;
  readonly problems: readonly Problem[];
}

/** Samples of one size in a storage. */
export interface StoredSource extends SampleSource {
  /** The type of the storage that `auto` chose. */
  readonly storedAs?: string;
  /** What `Storage.attach` takes in another thread: can be cloned, or is shared memory. Absent if samples are to be made anew there. */
  readonly handle?: unknown;
}

export interface ClassInfo {
  readonly name: string;
  /** RGB, 0 to 255: how the class is drawn everywhere. */
  readonly color: readonly [number, number, number];
}

export const splitNames = ['train', 'val', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** `bilinear` is antialiased as in Pillow and torchvision; `nearest` is Pillow's. */
export const interpolations = ['bilinear', 'nearest'] as const;
export type Interpolation = (typeof interpolations)[number];

export interface Dataset {
  /** Class 0 first. */
  readonly classes: readonly ClassInfo[];
  /** The samples as they are on disk, of any size. */
  readonly splits: Readonly<Record<SplitName, SampleSource>>;
  /** What every sample is resized (shortest side) and centre-cropped to before it is stored. */
  readonly imageSize: ImageSize;
  /** How photos are resized; masks always take the nearest pixel. */
  readonly interpolation: Interpolation;
  readonly storage: Storage;
}

/** Where resized samples wait between epochs. */
export interface Storage {
  /**
   * Reads every sample of `source` once, in order, several at a time; `onProgress` is called with the number done. While another process stores the same,
   * waits for it.
   */
  store(source: SampleSource, onProgress: (done: number) => void, waiting?: WaitOptions): Promise<StoredSource>;
  /** In another thread: the samples whose `handle` this is. */
  attach?(handle: unknown): Promise<SampleSource>;
  /** Frees what it holds. */
  close(): Promise<void>;
}

/** A split that is ready to be loaded. */
export interface PreparedSource extends StoredSource {
  /** What another thread needs to read the same samples. */
  readonly remote: RemoteSource;
  /** Samples of the dataset that are left out, since they cannot be read. */
  readonly skipped: readonly SkippedSample[];
}

/** Can be cloned. */
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

/** Samples stacked for one step; all have the same size. The arrays are used again once the next batch is asked for. */
export interface Batch {
  readonly size: number;
  readonly height: number;
  readonly width: number;
  readonly names: readonly string[];
  /** Positions in the split. */
  readonly indices: readonly number[];
  /** RGB, 0 to 255, shape [size, height, width, 3]. */
  readonly images: Uint8Array;
  /** Shape [size, height, width]. */
  readonly masks: Uint8Array;
}
