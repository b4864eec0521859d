import type { DataType, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Lowering } from './lowering.ts';
import type { Operand, Value } from './value.ts';

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
  readonly attributes: Attributes;
  /** Whether TensorFlow.js expects a list of tensors even when there is one. */
  readonly list?: boolean;
}

/** A recorded call while it is lowered. */
export interface Step<Attributes extends object = object> {
  readonly operands: readonly Operand[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
}

/** One TensorFlow.js kernel: how a call is recorded, and which ONNX nodes compute it. */
export interface Kernel {
  readonly name: string;
  /** Undefined declines the call, which then falls back to another backend. */
  record(call: Call): Recording | undefined;
  lower(lowering: Lowering, step: Step): void;
}

interface Definition<Inputs, Attrs, Attributes extends object> {
  record(call: Call<Inputs, Attrs>): Recording<Attributes> | undefined;
  lower(lowering: Lowering, step: Step<Attributes>): void;
}

/** Joins the two halves of a kernel, so that `lower` gets the attributes that `record` made. */
export function kernel<Inputs, Attrs, Attributes extends object>(
  name: string,
  definition: Definition<Inputs, Attrs, Attributes>,
): Kernel {
  return {
    name,
    record: (call) => definition.record(call as unknown as Call<Inputs, Attrs>),
    lower: (lowering, step) => definition.lower(lowering, step as Step<Attributes>),
  };
}
