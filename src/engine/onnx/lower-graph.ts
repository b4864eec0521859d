import type { Graph } from '../recording/graph.ts';
import type { Operation } from '../recording/value.ts';
import { lowerings } from './kernels/index.ts';
import { type Lower, Lowering, type Target } from './lowering.ts';
import { elementTypeOf, type Model } from './model.ts';

/** Turns a recorded graph into an ONNX model for a target, asking each kernel for its nodes. */
export function lowerGraph({ operations, leaves, outputs }: Graph, target: Target): Model {
  const lowering = new Lowering(target);
  leaves.forEach((value, index) => lowering.write(value, inputName(index)));
  for (const operation of operations) lower(lowering, operation);
  outputs.forEach((value, index) =>
    lowering.builder.rename(lowering.read({ value, shape: value.shape }), outputName(index)),
  );
  return lowering.builder.finish(
    leaves.map(({ shape, dtype }, index) => ({ name: inputName(index), shape, type: elementTypeOf(dtype) })),
    outputs.map(({ shape, dtype }, index) => ({ name: outputName(index), shape, type: elementTypeOf(dtype) })),
  );
}

export const inputName = (index: number) => `i${index}`;
export const outputName = (index: number) => `o${index}`;

/** An operation's attributes are those that the kernel of its name recorded, which the compiler can't see here. */
function lower(lowering: Lowering, operation: Operation): void {
  (lowerings[operation.kernel] as Lower)(lowering, operation);
}
