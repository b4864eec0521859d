import type { ImageSize } from '../../data/sample.ts';
import type { DemoDescription } from '../description.ts';

/** What ONNX Runtime runs the network on. */
export type Device = 'wasm' | 'webgpu';

/** From the page to the worker. `load` comes first, once. */
export type ToWorker =
  | { readonly kind: 'load'; readonly description: DemoDescription; readonly device: Device }
  | { readonly kind: 'segment'; readonly photo: Photo };

/** A photo file and its size as viewers show it. */
export interface Photo {
  readonly blob: Blob;
  readonly size: ImageSize;
}

/** From the worker to the page. Each `segment` is answered by `answer` or `failed`, in order. */
export type FromWorker =
  | { readonly kind: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'ready'; readonly threads: number }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Failure {
  /** `unreadable`: the browser can't decode the photo. `network`: something else went wrong. */
  readonly why: 'unreadable' | 'network';
  readonly message: string;
}

/** A photo's labels, and how they came about. */
export interface Answer {
  /** Class indices, shape [height, width] of `size`. */
  readonly labels: Uint8Array;
  /** The photo's own size, or less for a very large one. */
  readonly size: ImageSize;
  /** The size at which the photo was read: its own, or less for a very large one. */
  readonly read: ImageSize;
  /** The network's input. */
  readonly input: ImageSize;
  readonly milliseconds: Timing;
}

export interface Timing {
  readonly decode: number;
  readonly resize: number;
  readonly network: number;
  readonly labels: number;
}
