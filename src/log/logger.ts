import type { GraphNode, HyperParameterValue, LayoutCategory, PrCurve } from 'tensorboard-ts-writer';
import type { SplitName } from '../data/dataset.ts';

export interface PngImage {
  readonly width: number;
  readonly height: number;
  readonly png: Uint8Array;
}

export type HyperParameters = Readonly<Record<string, HyperParameterValue>>;

/** What a value is about: a split, or the run itself, as its learning rate. */
export type Subject = SplitName | 'run';

/**
 * Writes the log of a run. Calls return at once and keep their order; `flush` waits until all is on disk. Tags are the
 * names of figures without their split (`loss`, `iou/macro/image`). A name that is the run's own is logged for `run`.
 */
export interface Logger {
  scalars(subject: Subject, step: number, values: Readonly<Record<string, number>>): void;
  /** The run's figures of a whole epoch. `step` is the last one of that epoch. */
  epochScalars(at: { readonly epoch: number; readonly step: number }, values: Readonly<Record<string, number>>): void;
  image(subject: Subject, step: number, tag: string, image: PngImage): void;
  /** The distribution of values such as a layer's weights. `values` may be reused after the call. */
  histogram(subject: Subject, step: number, tag: string, values: Float32Array): void;
  prCurve(subject: Subject, step: number, tag: string, curve: PrCurve): void;
  /** Markdown. */
  text(tag: string, markdown: string): void;
  /** Charts that show several tags at once. Called once, at the start of a run, with whole tags as in the files. */
  layout(categories: readonly LayoutCategory[]): void;
  /** The network. Called once, at the start of a run. */
  graph(nodes: readonly GraphNode[]): void;
  /**
   * Called once, at the start of a run, for its row in TensorBoard's HParams view. The metrics there come from the
   * scalars.
   */
  hyperParameters(values: HyperParameters): void;
  flush(): Promise<void>;
  /**
   * `completed` and `failed` are written as the session's end. An interrupted run has no end. Whatever it was, the run
   * may be resumed. Closing again does nothing.
   */
  close(outcome: 'completed' | 'failed' | 'interrupted'): Promise<void>;
}

/** What a component gives: methods for what it logs. What it has no method for is left out. */
export type LoggerOfComponent = Pick<Logger, 'scalars' | 'flush' | 'close'> & Partial<Logger>;

/** The run that is logged. */
export interface LoggedRun {
  /** The run's folder, which exists. */
  readonly directory: string;
  /**
   * Completed optimizer steps when this process starts. Entries of earlier processes for later steps are void. 0 starts
   * anew.
   */
  readonly startStep: number;
  /** What a tag means, in Markdown, given the whole tag: `val/iou/macro/image`. */
  readonly describe?: (tag: string) => string | undefined;
}

/** Starts to log a run. Nothing is written before this call, since loggers are built while the run is still checked. */
export type OpenLogger = (run: LoggedRun) => LoggerOfComponent | Promise<LoggerOfComponent>;
