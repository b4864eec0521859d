import type { BackendValues, DataType } from '@tensorflow/tfjs-core';
import type { KernelName } from './kernels/index.ts';

/**
 * What a data id stands for: numbers that are there (`data`), or the operation that will make them (`producer`).
 * Every tensor over the same data, such as a reshape, shares one value.
 */
export interface Value {
  readonly shape: readonly number[];
  readonly dtype: DataType;
  data: BackendValues | undefined;
  /** The numbers in a device's own memory; `data` is then a copy of them, or not there yet. */
  onDevice?: DeviceNumbers | undefined;
  producer: Operation | undefined;
  refCount: number;
}

/** Numbers in the memory of a device. They are there until they are disposed of. */
export interface DeviceNumbers {
  /** Copies them into the processor's memory, at once or later. */
  read(): BackendValues | Promise<BackendValues>;
  dispose(): void;
}

/** A value as one tensor sees it: the shape may differ from the value's own. */
export interface Operand {
  readonly value: Value;
  readonly shape: readonly number[];
}

/** One recorded kernel call. */
export interface Operation {
  /** Position in the recording, which is a topological order. */
  readonly order: number;
  readonly kernel: KernelName;
  readonly operands: readonly Operand[];
  /** What else decides the result, as plain JSON data. */
  readonly attributes: object;
  readonly outputs: readonly Value[];
}

export function leaf(data: BackendValues, shape: readonly number[], dtype: DataType): Value {
  return { shape, dtype, data, producer: undefined, refCount: 1 };
}

/** Whether the numbers were computed, wherever they are. */
export function isComputed({ data, onDevice }: Value): boolean {
  return data !== undefined || onDevice !== undefined;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}
