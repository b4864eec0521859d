import type { SplitName } from '../data/dataset.ts';

export interface PngImage {
  readonly width: number;
  readonly height: number;
  readonly png: Uint8Array;
}

export type HyperParameters = Readonly<Record<string, string | number | boolean>>;

/**
 * Writes the log of a run. Calls return at once and keep their order; `flush` waits until all is on disk. Tags are the
 * names of figures without their split (`loss`, `iou/macro/image`), so that TensorBoard overlays train and val.
 */
export interface Logger {
  scalars(split: SplitName | 'run', step: number, values: Readonly<Record<string, number>>): void;
  epochScalars(at: { readonly epoch: number; readonly step: number }, values: Readonly<Record<string, number>>): void;
  prCurve(split: SplitName | 'run', step: number, tag: string, curve: PrCurve): void;
  layout(categories: readonly LayoutCategory[]): void;
  graph(nodes: readonly GraphNode[]): void;
  image(split: SplitName | 'run', step: number, tag: string, image: PngImage): void;
  /** The distribution of values such as a layer's weights. `values` may be reused after the call. */
  histogram(split: SplitName | 'run', step: number, tag: string, values: Float32Array): void;
  /** Markdown. */
  text(tag: string, markdown: string): void;
  /**
   * Called once, at the start of a run, for its row in TensorBoard's HParams view. The metrics there come from the
   * scalars.
   */
  hyperParameters(values: HyperParameters): void;
  flush(): Promise<void>;
  /**
   * `completed` is written as the session's end. An interrupted run has no end, so that it can be resumed. Closing
   * again does nothing.
   */
  close(outcome: 'completed' | 'failed' | 'interrupted'): Promise<void>;
}

export interface PrCurve {
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly trueNegatives: Float64Array;
  readonly falseNegatives: Float64Array;
}
export type Chart =
  | { readonly title: string; readonly tags: readonly string[] }
  | {
      readonly title: string;
      readonly margins: readonly { readonly value: string; readonly lower: string; readonly upper: string }[];
    };
export interface LayoutCategory {
  readonly title: string;
  readonly charts: readonly Chart[];
  readonly closed?: boolean;
}
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly shape?: readonly number[];
  readonly attributes?: Readonly<Record<string, string>>;
}

/** The run that is logged. */
export interface LoggedRun {
  /** The run's folder, which exists. */
  readonly directory: string;
  /**
   * Completed optimizer steps when this process starts. Entries of earlier processes for later steps are void. 0 starts
   * anew.
   */
  readonly startStep: number;
  readonly describe?: (tag: string) => string | undefined;
}

/** Starts to log a run. Nothing is written before this call, since loggers are built while the run is still checked. */
export type OpenLogger = (run: LoggedRun) => Logger | Promise<Logger>;
