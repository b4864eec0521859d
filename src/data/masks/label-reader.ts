import type { Kind } from '../../core/errors/index.ts';
import type { ImageSize } from '../sample.ts';

export interface LabelMap extends ImageSize {
  /** Class index or `IGNORE_INDEX`, shape [height, width]. */
  readonly data: Uint8Array;
  /** How often the file has each value. Absent if the file has no values of its own, as annotations. */
  count?(): ValueCount[];
  /** What was noticed while reading it. */
  readonly remarks?: readonly Remark[];
}

/** Something about one sample that a person should know, told once for all samples with it. */
export interface Remark {
  /** `mask is a JPEG, ...`, `masks are JPEGs, ...` */
  readonly kind: Kind;
  /** What it is about, if that is not the photo. */
  readonly of?: string;
}

/** One value that a mask file stores. */
export interface ValueCount {
  /** A number such as `255`, or a colour such as `[255, 0, 0]`; absent if labels come from no file with values. */
  readonly value?: string;
  /** Class index or `IGNORE_INDEX`; absent if the value has no meaning. */
  readonly label?: number;
  readonly pixels: number;
}

/** Reads a photo's label map. */
export interface LabelReader {
  /**
   * The files with the labels: mostly one. Where each object has a mask of its own, as many as the photo has objects.
   */
  readonly files: readonly string[];
  /** Everything besides the files that the label map depends on. */
  readonly settings: string;
  /**
   * Reads the size only, so that it can be compared with the photo's before anything is decoded. `photo` is the photo's
   * name in messages. @throws TesseraError `missing-mask`, `bad-image`
   */
  open(photo: string): Promise<OpenLabels>;
}

export interface OpenLabels extends ImageSize {
  /** @throws TesseraError `bad-image`, `bad-mask-value` */
  read(): Promise<LabelMap>;
}
