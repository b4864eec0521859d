import type { DataType } from '@tensorflow/tfjs-core';
import type { NodeWriter } from '../lowering.ts';
import { elementTypeOf } from '../model.ts';

/** Changes the type of a name; from float to int it truncates, and not-a-number becomes 0 as in JavaScript. */
export function cast(lowering: NodeWriter, name: string, from: DataType, to: DataType): string {
  if (from === to) return name;
  if (from !== 'float32' || to !== 'int32') return lowering.castTo(name, elementTypeOf(to));
  const zero = lowering.builder.scalar(0, 'float32');
  return lowering.castTo(lowering.node('Where', [lowering.node('IsNaN', [name]), zero, name]), elementTypeOf(to));
}
