import type { SplitName } from '../data/dataset.ts';

export interface PngImage {
  readonly width: number;
  readonly height: number;
  readonly png: Uint8Array;
}

export type HyperParameters = Readonly<Record<string, string | number | boolean>>;

/**
 * Where a run writes what happens. Calls return at once and keep their order; `flush` waits until all is on disk.
 * Tags are the names of figures without their split (`loss`, `iou/macro/image`), so that TensorBoard overlays train and val.
 */
export interface Logger {
  scalars(split: SplitName, step: number, values: Readonly<Record<string, number>>): void;
  image(split: SplitName, step: number, tag: string, image: PngImage): void;
  /** How values such as a layer's weights are distributed. `values` may be reused once the call returns. */
  histogram(split: SplitName, step: number, tag: string, values: Float32Array): void;
  /** Markdown. */
  text(tag: string, markdown: string): void;
  /** Once, at the start of a run: its row in TensorBoard's HParams view, which takes the metrics from the scalars. */
  hyperParameters(values: HyperParameters): void;
  flush(): Promise<void>;
  /** `completed` is recorded as the session's end; an interrupted run has no end, so that it can go on. Closing again does nothing. */
  close(outcome: 'completed' | 'failed' | 'interrupted'): Promise<void>;
}

/** The run that is logged. */
export interface LoggedRun {
  /** The run's folder, which exists. */
  readonly directory: string;
  /** Completed optimizer steps when this process starts; what an earlier one logged of later steps is void. 0 starts anew. */
  readonly startStep: number;
}

/** Starts to log a run. Nothing is written before: a logger is built while a run is still being checked. */
export type OpenLogger = (run: LoggedRun) => Logger | Promise<Logger>;
