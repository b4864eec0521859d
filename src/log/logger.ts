import type { SplitName } from '../data/dataset.ts';

export interface PngImage {
  readonly width: number;
  readonly height: number;
  readonly png: Uint8Array;
}

export type HyperParameters = Readonly<Record<string, string | number | boolean>>;

/**
 * Where a run writes what happens. Calls return at once and keep their order; `flush` waits until all is on disk.
 * Tags are the same for every split (`loss`, `iou/macro`), so that TensorBoard overlays train and val.
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
  /** `completed` is recorded as the session's end; an interrupted run has no end, so that it can go on. */
  close(outcome: 'completed' | 'failed' | 'interrupted'): Promise<void>;
}
