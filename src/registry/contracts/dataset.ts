import type { ClassInfo } from '../../data/dataset.ts';

/** What is known of a dataset whose files are not there. */
export interface DatasetOutline {
  readonly classes: readonly ClassInfo[];
  /** URLs that a run downloads first. */
  readonly downloads: readonly string[];
  /** What the dataset's own masks store for each class, class 0 first. Absent if they store no values. */
  readonly maskValues?: readonly MaskValue[];
}

/** What a mask stores for a class: a number, or a colour (RGB). */
export type MaskValue = number | readonly [number, number, number];
