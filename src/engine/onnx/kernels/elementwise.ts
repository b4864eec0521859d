import type { DataType } from '@tensorflow/tfjs-core';
import type { Elementwise } from '../../recording/kernels/elementwise.ts';
import type { Lower, Lowering, LoweredCall, NodeWriter } from '../lowering.ts';
import { cast } from './cast.ts';

/** Nodes for one element-wise function of names that all have the type `computeIn`; the result has the type `gives`. */
export type Emit<Attributes extends object = object> = (
  lowering: NodeWriter,
  names: readonly string[],
  attributes: Attributes & Elementwise,
) => string;

/** A kernel that works element by element with NumPy's broadcasting, in whatever layout its operands have. */
export function elementwise<Attributes extends object = object>(
  emit: Emit<Attributes>,
): Lower<Attributes & Elementwise> {
  return (lowering, call) => {
    const { attributes, outputs } = call;
    const { names, layout } = readAll(lowering, call, attributes.computeIn);
    const name = emit(lowering, names, attributes);
    lowering.write(outputs[0]!, cast(lowering, name, attributes.gives, outputs[0]!.dtype), layout);
  };
}

/** The same for a table of them. */
export function elementwiseEach<Name extends string>(
  emits: Readonly<Record<Name, Emit>>,
): Record<Name, Lower<Elementwise>> {
  const entries = Object.entries<Emit>(emits).map(([name, emit]) => [name, elementwise(emit)]);
  return Object.fromEntries(entries) as Record<Name, Lower<Elementwise>>;
}

function readAll(lowering: Lowering, { operands, outputs }: LoweredCall, dtype: DataType) {
  const { shape } = outputs[0]!;
  const layout = shape.length === 4 ? lowering.layoutOf(operands, [shape]) : 'nhwc';
  const names = operands.map((operand) =>
    cast(lowering, lowering.readBroadcast(operand, layout), operand.value.dtype, dtype),
  );
  return { layout, names };
}

/** Emits one ONNX operator, or a chain of them on one operand. */
export const operator =
  (...chain: string[]): Emit =>
  (lowering, names) =>
    chain.slice(1).reduce((name, next) => lowering.node(next, [name]), lowering.node(chain[0]!, names));
