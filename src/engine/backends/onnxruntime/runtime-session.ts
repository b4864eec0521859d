import type { InferenceSession, OnnxValue, Tensor } from 'onnxruntime-common';
import { bindingSessions } from './binding-session.ts';
import { publicSessions } from './public-session.ts';

/** A model that ONNX Runtime has loaded. */
export interface RuntimeSession {
  /** Computes results: into the tensors that `fetches` gives, or new ones where it gives null. At once, or later. */
  run(feeds: Feeds, fetches: Fetches): Results | Promise<Results>;
  dispose(): void;
}

export type Feeds = Readonly<Record<string, Tensor>>;
export type Fetches = Readonly<Record<string, Tensor | null>>;
export type Results = Readonly<Record<string, OnnxValue>>;

/** Loads an encoded model. */
export type OpenSession = (model: Uint8Array, options: InferenceSession.SessionOptions) => RuntimeSession;

/** The way to ONNX Runtime that blocks, where this version of the package has it. */
export function runtimeSessions(): OpenSession {
  return bindingSessions() ?? publicSessions();
}

/** Does `next` with a result that may have to be waited for. */
export function then<T, R>(result: T | Promise<T>, next: (value: T) => R): R | Promise<R> {
  return result instanceof Promise ? result.then(next) : next(result);
}
