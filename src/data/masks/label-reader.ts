import type { ImageSize } from '../sample.ts';

export interface LabelMap extends ImageSize {
  /** Class index or `IGNORE_INDEX`, shape [height, width]. */
  readonly data: Uint8Array;
}

/** Gives a photo its label map. */
export interface LabelReader {
  /** What holds the labels. */
  readonly file: string;
  /** What the label map follows from besides the file. */
  readonly settings: string;
  /** `photo` is for messages. @throws TesseraError `missing-mask`, `bad-image`, `bad-mask-value` */
  read(photo: string): Promise<LabelMap>;
}
