import type { Interpolation } from '../data/dataset.ts';
import type { Resize } from '../data/resize/placement.ts';

/** `model.json`, which the page reads: what it has to know of `model.onnx` beside it. */
export interface DemoDescription {
  /** The run's name, such as `pets-pspnet-ce`, and its id. */
  readonly name: string;
  readonly id: string;
  /** Class 0 first; colours are RGB, 0 to 255. */
  readonly classes: readonly DemoClass[];
  readonly resize: Resize & { readonly interpolation: Interpolation };
  /** Figures of the run, such as `test/iou/macro/image`. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Whether the files that WebGPU needs are there. */
  readonly webgpu: boolean;
  readonly examples: readonly DemoExample[];
}

export interface DemoClass {
  readonly name: string;
  readonly color: readonly [number, number, number];
}

export interface DemoExample {
  /** Its path, relative to the page. */
  readonly file: string;
  /** The sample's name. */
  readonly name: string;
}
