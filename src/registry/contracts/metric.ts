import type { ComponentLog } from './component-log.ts';

/** Pixel counts of one image: `counts[target * classes + prediction]`; ignored pixels are left out. */
export interface Confusion {
  readonly classes: number;
  readonly counts: Float64Array;
}

/** Predictions and masks of one batch. The arrays are reused after `add` has returned. */
export interface ScoredBatch {
  readonly size: number;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  /** Probabilities, shape [size, height, width, classes]; those of a pixel sum to 1. */
  readonly scores: Float32Array;
  /** Class index or `IGNORE_INDEX`, shape [size, height, width]. */
  readonly masks: Uint8Array;
}

/** The inputs that a metric can ask for, by the value of `needs`. */
export interface MetricInputs {
  /** One for each image. */
  readonly confusion: readonly Confusion[];
  readonly scores: ScoredBatch;
}
export type MetricNeed = keyof MetricInputs;

/** The state of a metric in one evaluation. */
export interface MetricAccumulator<Input> {
  /**
   * Adds one batch. Implementations keep as little of it as possible, since an evaluation has any number of batches.
   */
  add(batch: Input): void;
  /** The value over all batches so far. Doesn't change the state. */
  value(): MetricValue;
  /** Logs what it likes beside the value. Called once, after the last batch. */
  log?(log: ComponentLog): void;
}

export interface MetricValue {
  /** NaN if nothing could be counted. */
  readonly value: number;
  /** The value of each class; undefined if the class is absent. */
  readonly perClass: readonly (number | undefined)[];
  /** The value of each image or batch, if the metric keeps them (reduction `none`). */
  readonly each?: readonly number[];
}

/** Which of two values is better: the larger or the smaller one. */
export type Direction = 'max' | 'min';

export interface MetricOf<Need extends MetricNeed> {
  /**
   * `metric/average/per`, such as `iou/macro/image`: the tag in logs and tables (src/tasks/semantic/metric-name.ts).
   */
  readonly name: string;
  readonly direction: Direction;
  /** The input of `add`. Scores are computed only if a metric needs them. */
  readonly needs: Need;
  /** Further figures that tables show beside this one, as that of the whole split beside the mean over images. */
  readonly companions?: readonly Metric[];
  /** Begins an evaluation. Several can run at the same time. */
  start(): MetricAccumulator<MetricInputs[Need]>;
}
export type Metric = { [Need in MetricNeed]: MetricOf<Need> }[MetricNeed];
