import type { Description } from '../export/description.ts';

/** `model.json`, which the page reads: what `model.onnx` says of itself, and what else is beside the page. */
export interface DemoDescription extends Description {
  /** Whether the files that WebGPU needs are there. */
  readonly webgpu: boolean;
  readonly examples: readonly DemoExample[];
}

export interface DemoClass {
  readonly name: string;
  /** RGB, 0 to 255. */
  readonly color: readonly [number, number, number];
}

export interface DemoExample {
  /** Its path, relative to the page. */
  readonly file: string;
  /** The sample's name. */
  readonly name: string;
}
