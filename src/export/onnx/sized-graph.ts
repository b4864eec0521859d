import type { BackendValues, DataType } from '@tensorflow/tfjs-core';
import type { Matrix } from '../../engine/geometry/resample-matrix.ts';
import type { KernelName } from '../../engine/recording/kernels/index.ts';
import type { Extent } from './extent.ts';

/** A network's inference as kernels, with every number that follows from the size of the input left open. */
export interface SizedGraph {
  readonly operations: readonly SizedOperation[];
  /** The normalised images, NHWC. */
  readonly input: SizedValue;
  /** The logits. */
  readonly output: SizedOperand;
}

export interface SizedOperation {
  readonly kernel: KernelName | 'Resample';
  readonly operands: readonly SizedOperand[];
  readonly attributes: object;
  readonly outputs: readonly SizedValue[];
}

/** A value as one kernel sees it: the shape may differ from the value's own. */
export interface SizedOperand {
  readonly value: SizedValue;
  readonly shape: readonly Extent[];
}

export interface SizedValue {
  readonly shape: readonly Extent[];
  readonly dtype: DataType;
  /** Its numbers, if they are known beforehand. */
  readonly constant?: Constant;
}

/** Numbers of a network, or a matrix that is made for each size. */
export type Constant =
  | {
      readonly kind: 'numbers';
      readonly data: BackendValues;
      /** As the network's state dict calls it. */ readonly name?: string;
    }
  | { readonly kind: 'matrix'; /** One for each recording. */ readonly matrices: readonly Matrix[] };

/** A value that is seen in its own shape. */
export function whole(value: SizedValue): SizedOperand {
  return { value, shape: value.shape };
}

/** The numbers of a float32 constant that is the same at all sizes. */
export function floatsOf({ constant, dtype }: SizedValue): Float32Array | undefined {
  return constant?.kind === 'numbers' && dtype === 'float32' ? (constant.data as Float32Array) : undefined;
}

/** A float32 constant of fixed shape. */
export function floatConstant(data: Float32Array, shape: readonly number[], name?: string): SizedValue {
  return { shape, dtype: 'float32', constant: { kind: 'numbers', data, ...(name !== undefined && { name }) } };
}

/** How many operands each value is, plus one for the graph's result. */
export function countUses({ operations, output }: SizedGraph): ReadonlyMap<SizedValue, number> {
  const uses = new Map<SizedValue, number>([[output.value, 1]]);
  for (const { operands } of operations) for (const { value } of operands) uses.set(value, (uses.get(value) ?? 0) + 1);
  return uses;
}
