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

/** A list of samples that are made or read when asked for. `read` may be called in any order, more than once. */
export interface SampleSource {
  readonly length: number;
  name(index: number): string;
  /** @throws TesseraError `missing-mask`, `bad-image`, `bad-mask-value` naming the file. */
  read(index: number): Promise<Sample>;
  /** Changes when any sample may have changed: of files and settings. Absent where samples are cheap to make again. */
  fingerprint?(): Promise<string>;
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

/** Where resized samples wait between epochs. `close` frees what it holds. */
export interface Storage {
  /** Reads every sample of `source` once, in order; `onProgress` is called with the number done. */
  store(source: SampleSource, onProgress: (done: number) => void): Promise<SampleSource>;
  close(): Promise<void>;
}

/** Samples stacked for one step; all have the same size. */
export interface Batch {
  readonly size: number;
  readonly height: number;
  readonly width: number;
  readonly names: readonly string[];
  /** RGB, 0 to 255, shape [size, height, width, 3]. */
  readonly images: Uint8Array;
  /** Shape [size, height, width]. */
  readonly masks: Uint8Array;
}
