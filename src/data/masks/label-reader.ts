import type { ImageSize } from '../sample.ts';

export interface LabelMap extends ImageSize {
  /** Class index or `IGNORE_INDEX`, shape [height, width]. */
  readonly data: Uint8Array;
}

/** Reads a photo's label map. */
export interface LabelReader {
  /** The file with the labels. */
  readonly file: string;
  /** Everything besides the file that the label map depends on. */
  readonly settings: string;
  /** `photo` is the photo's name in messages. @throws TesseraError `missing-mask`, `bad-image`, `bad-mask-value` */
  read(photo: string): Promise<LabelMap>;
}
