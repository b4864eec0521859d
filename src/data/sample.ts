import type { LabelMap } from '../tasks/semantic/mask.ts';
import type { Placement } from './resize/placement.ts';
import type { ExaminedSample } from './sources/sample-facts.ts';
import type { UnreadableSample } from './sources/unreadable.ts';
import type { SplitSurvey } from './survey/survey.ts';

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** The pixels of a photo. No code changes an image in place. */
export interface NamedImage extends ImageSize {
  /** Its name in messages and reports, usually the file's base name. */
  readonly name: string;
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly image: Uint8Array;
}

/** An image with its mask. */
export interface Sample extends NamedImage {
  /** Shape [height, width]. */
  readonly mask: LabelMap;
  /** Present if its prediction is to be scored at the photo's own size. */
  readonly original?: OriginalMask;
}

/** The mask of a photo at its own size, and where the photo is in the input. */
export interface OriginalMask {
  /** Shape [height, width] of `placement.photo`. */
  readonly mask: LabelMap;
  readonly placement: Placement;
}

/** A list of images that are made or read when asked for. `read` may be called in any order, more than once. */
export interface ImageSource<Item extends NamedImage = NamedImage> {
  readonly length: number;
  name(index: number): string;
  /** @throws TesseraError `file-missing` or `bad-image` naming the file */
  read(index: number): Promise<Item>;
  /** The size of one image, without decoding it. @throws TesseraError as `read` does */
  sizeOf?(index: number): Promise<ImageSize>;
  /**
   * A hash of files and settings, which changes if an image may have changed. Absent if images are cheap to make again.
   */
  fingerprint?(): Promise<string>;
  /** The size of every image, if all have the same. */
  readonly size?: ImageSize;
  /** The best number of concurrent reads; 4 if it is absent. */
  readonly parallel?: number;
}

/** A list of samples that are made or read when asked for. */
export interface SampleSource extends ImageSource<Sample> {
  /**
   * A source that copies samples anyway may copy to `into`, if that is given, and return views of it.
   * @throws TesseraError `file-missing`, `missing-mask`, `bad-image`, `bad-mask-value` naming the file
   */
  read(index: number, into?: SampleMemory): Promise<Sample>;
  /** Reads a sample and tells what a survey wants to know of its files. Absent if the sample itself tells all. */
  examine?(index: number): Promise<ExaminedSample>;
  /** The whole photos, if samples are tiles of photos. */
  readonly photos?: SampleSource;
  /**
   * Number of a sample's group. Samples of a group come from one file: after one is read, the others take less time.
   */
  group?(index: number): number;
  /** The files of a sample that is read from files. */
  files?(index: number): SampleFiles;
  /** Samples that could not be read when all were; wholly ignored samples replace them. A pack keeps this list. */
  unreadable?(): readonly UnreadableSample[];
  /** The survey of all samples, once all were read. A pack keeps it. */
  survey?(): SplitSurvey;
}

/** A photo, and the file of its mask, or the files of which its mask is made. */
export interface SampleFiles {
  readonly image: string;
  readonly masks: readonly string[];
}

/** Memory of the caller for a sample: image [height, width, 3] and mask [height, width]. */
export interface SampleMemory {
  readonly image: Uint8Array;
  readonly mask: Uint8Array;
}
