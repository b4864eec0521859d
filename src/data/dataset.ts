import type { ImageSize, SampleSource } from './sample.ts';
import type { FileAccount } from './files/account-files.ts';
import type { ValueTotal } from './survey/survey.ts';
import type { ResizePolicy } from './resize/placement.ts';
import type { Storage } from './storage/storage.ts';

export interface ClassInfo {
  readonly name: string;
  /** RGB, 0 to 255: the colour in which the class is drawn everywhere. */
  readonly color: readonly [number, number, number];
  /** Whether no pixel of it needs to be in the data. */
  readonly allowEmpty?: boolean;
}

export const splitNames = ['train', 'val', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

/** `bilinear` is antialiased as in Pillow and torchvision; `nearest` is computed as in Pillow. */
export const interpolations = ['bilinear', 'nearest'] as const;
export type Interpolation = (typeof interpolations)[number];

/**
 * What predictions of validation and test are compared with: `input`, the mask as it is resized with the photo;
 * `original`, the mask at the photo's own size, to which the logits are resized.
 */
export const evaluationSizes = ['input', 'original'] as const;
export type EvaluationSize = (typeof evaluationSizes)[number];

/** Samples with rare classes are drawn more often (src/data/prepare/repeat-factors.ts). */
export interface Sampling {
  /** A class is rare if a smaller share of the samples has it. */
  readonly repeatThreshold: number;
}

/** The product of a dataset component: three lists of samples, and how they are stored. */
export interface Dataset {
  /** Class 0 first. */
  readonly classes: readonly ClassInfo[];
  /** The samples as they are on disk, of any size. */
  readonly splits: Readonly<Record<SplitName, SampleSource>>;
  /** False if the data has no test split, whose source is empty then: a run ends with its validation. */
  readonly hasTest?: boolean;
  /** The size to which samples are resized before they are stored. */
  readonly imageSize: ImageSize;
  /** How they are resized; by default, all splits `cover` the size. */
  readonly resize?: Readonly<Record<SplitName, ResizePolicy>> | undefined;
  /** The size at which validation and test are scored; by default `input`. */
  readonly evaluateAt?: EvaluationSize | undefined;
  /** How images are resized. Masks always take the nearest pixel. */
  readonly interpolation: Interpolation;
  readonly storage: Storage;
  /** How often training draws each sample; without it, each is drawn once per epoch. */
  readonly sampling?: Sampling | undefined;
  /** Accounts for every file of its folders. Absent if samples come from no files. */
  files?(): Promise<FileAccount>;
  /** What values in masks probably mean that don't fit the classes, and how to write that. */
  explainValues?(values: readonly ValueTotal[]): readonly string[];
}
