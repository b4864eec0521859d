import type { LabelMap } from '../tasks/semantic/mask.ts';
import type { UnreadableSample } from './sources/unreadable.ts';

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** The pixels of one photo. Nothing in the project changes an image in place. */
export interface NamedImage extends ImageSize {
  /** What error messages and reports call it: usually the file's base name. */
  readonly name: string;
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly image: Uint8Array;
}

/** An image with its mask. */
export interface Sample extends NamedImage {
  /** Shape [height, width]. */
  readonly mask: LabelMap;
}

/** A list of images that are made or read when asked for. `read` may be called in any order, more than once. */
export interface ImageSource<Item extends NamedImage = NamedImage> {
  readonly length: number;
  name(index: number): string;
  /** @throws TesseraError `file-missing` or `bad-image` naming the file */
  read(index: number): Promise<Item>;
  /** Of one image, without decoding it. @throws TesseraError as `read` does */
  sizeOf?(index: number): Promise<ImageSize>;
  /** Changes when any image may have changed: of files and settings. Absent where they are cheap to make again. */
  fingerprint?(): Promise<string>;
  /** Of every image, where all have the same. */
  readonly size?: ImageSize;
  /** How many reads are worth having under way at a time; 4 unless told. */
  readonly parallel?: number;
}

/** A list of samples that are made or read when asked for. */
export interface SampleSource extends ImageSource<Sample> {
  /**
   * A source that would copy the sample anyway may copy it to `into`, if that is given, and return views of it.
   * @throws TesseraError `file-missing`, `missing-mask`, `bad-image`, `bad-mask-value` naming the file
   */
  read(index: number, into?: SampleMemory): Promise<Sample>;
  /** The photos that samples are cut from, where one gives several. */
  readonly photos?: SampleSource;
  /** Samples of one group are made from the same file: whoever read one has the others cheaper. */
  group?(index: number): number;
  /** The files of a sample whose photo and mask are one each. */
  files?(index: number): { readonly image: string; readonly mask: string };
  /** Those that could not be read when all were, and for which ignored ones stand in. A pack keeps them. */
  unreadable?(): readonly UnreadableSample[];
}

/** Memory of a caller's that a sample may be read into: image [height, width, 3] and mask [height, width]. */
export interface SampleMemory {
  readonly image: Uint8Array;
  readonly mask: Uint8Array;
}
