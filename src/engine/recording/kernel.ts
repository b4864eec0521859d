import type { DataType, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';

/** A kernel call as TensorFlow.js makes it. Both parts are untyped there; each definition names its own. */
export interface Call<Inputs = Record<string, TensorInfo>, Attributes = NamedAttrMap> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
}

export interface Spec {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** A scalar that a kernel takes as an attribute but that may change from step to step, so it becomes an input. */
export interface ScalarInput {
  readonly scalar: number;
  readonly dtype: DataType;
}

/** What a call means, as far as a graph needs to know. */
export interface Recording<Attributes extends object = object> {
  readonly operands: readonly (TensorInfo | ScalarInput)[];
  readonly outputs: readonly Spec[];
  /** What else decides the result, as plain JSON data. */
  readonly attributes: Attributes;
  /** Whether TensorFlow.js expects a list of tensors even when there is one. */
  readonly list?: boolean;
}

/**
 * How the calls of one TensorFlow.js kernel are recorded: shapes and types, but no numbers.
 * Undefined declines the call, which then falls back to another backend.
 */
export type Kernel<Attributes extends object = object> = (call: Call) => Recording<Attributes> | undefined;

/** Gives the untyped call of TensorFlow.js the types that this kernel's calls have. */
export function kernel<Inputs, Attrs, Attributes extends object>(
  record: (call: Call<Inputs, Attrs>) => Recording<Attributes> | undefined,
): Kernel<Attributes> {
  return (call) => record(call as unknown as Call<Inputs, Attrs>);
}
